package dev.rappel.lab.process;

import dev.rappel.engine.text.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A program of this machine, run to its end with a deadline. Its standard input is empty unless
 * {@link #input} is given; when the deadline passes or the calling thread is interrupted, the
 * program and its children are ended.
 */
public final class LocalCommand {
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final List<String> words;
    private final Map<String, String> environment;
    private final Optional<Path> folder;
    private final Duration deadline;
    private final Input input;
    private final Consumer<String> onLine;

    private LocalCommand(
            List<String> words,
            Map<String, String> environment,
            Optional<Path> folder,
            Duration deadline,
            Input input,
            Consumer<String> onLine) {
        this.words = List.copyOf(words);
        this.environment = Map.copyOf(environment);
        this.folder = folder;
        this.deadline = deadline;
        this.input = input;
        this.onLine = onLine;
    }

    /** What a program reads. */
    private sealed interface Input {
        /** Bytes that are ours to write. */
        final class Bytes implements Input {
            private final byte[] bytes;

            Bytes(byte[] bytes) {
                this.bytes = bytes.clone();
            }
        }

        /** A file that it reads by itself. */
        record File(Path path) implements Input {}
    }

    /** What a program left behind. Output is UTF-8; both streams are whole. */
    public record Result(List<String> words, int status, String out, String err) {
        public boolean ok() {
            return status == 0;
        }

        /**
         * The last lines of standard error, or of standard output where that is empty; for a
         * failure's evidence.
         */
        public List<String> lastLines(int count) {
            List<String> lines = (err.isBlank() ? out : err).strip().lines().toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        }
    }

    /**
     * The program and its arguments; no shell is involved. The deadline is a minute until {@link
     * #within} says else.
     */
    public static LocalCommand of(String... words) {
        return of(Arrays.asList(words));
    }

    public static LocalCommand of(List<String> words) {
        return new LocalCommand(
                words,
                Map.of(),
                Optional.empty(),
                Duration.ofMinutes(1),
                new Input.Bytes(new byte[0]),
                line -> {});
    }

    public LocalCommand within(Duration limit) {
        return new LocalCommand(words, environment, folder, limit, input, onLine);
    }

    /** Adds a variable to the environment that the program inherits. */
    public LocalCommand with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(name, value);
        return new LocalCommand(words, more, folder, deadline, input, onLine);
    }

    public LocalCommand in(Path workingFolder) {
        return new LocalCommand(
                words, environment, Optional.of(workingFolder), deadline, input, onLine);
    }

    public LocalCommand input(byte[] bytes) {
        return new LocalCommand(
                words, environment, folder, deadline, new Input.Bytes(bytes), onLine);
    }

    /** The file's bytes, however many, read by the program itself. */
    public LocalCommand input(Path file) {
        return new LocalCommand(words, environment, folder, deadline, new Input.File(file), onLine);
    }

    public LocalCommand input(String text) {
        return input(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Called with each line of either stream as it comes, from another thread. */
    public LocalCommand onLine(Consumer<String> listener) {
        return new LocalCommand(words, environment, folder, deadline, input, listener);
    }

    /**
     * Runs it and gives back what it did, whatever its exit status.
     *
     * @throws Failure when it cannot be started or does not end before its deadline
     * @throws InterruptedException when this thread is interrupted; the program has been ended then
     */
    public Result run() throws Failure, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().putAll(environment);
        folder.ifPresent(f -> builder.directory(f.toFile()));
        if (input instanceof Input.File(Path file)) {
            builder.redirectInput(file.toFile());
        }
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw Failure.of(Failure.Kind.FAILED, "cannot start " + words.getFirst())
                    .why(String.valueOf(e.getMessage()))
                    .cause(e);
        }
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<String> out =
                    CompletableFuture.supplyAsync(() -> read(process.getInputStream()), readers);
            CompletableFuture<String> err =
                    CompletableFuture.supplyAsync(() -> read(process.getErrorStream()), readers);
            CompletableFuture<Void> in =
                    CompletableFuture.runAsync(() -> write(process.getOutputStream()), readers);
            boolean ended = false;
            try {
                ended = process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                if (!ended) {
                    end(process);
                }
            }
            in.join();
            Result result = new Result(words, process.exitValue(), out.join(), err.join());
            if (!ended) {
                throw Failure.of(Failure.Kind.FAILED, "gave up on " + words.getFirst())
                        .why("`" + shown() + "` did not end within " + deadline.toSeconds() + " s")
                        .evidence(result.lastLines(10));
            }
            return result;
        }
    }

    /**
     * Runs it and expects exit status 0.
     *
     * @throws Failure also for any other exit status, with the last lines it printed
     */
    public Result expect() throws Failure, InterruptedException {
        Result result = run();
        if (!result.ok()) {
            throw Failure.of(Failure.Kind.FAILED, "`" + shown() + "` failed")
                    .why("exit status " + result.status())
                    .evidence(result.lastLines(20));
        }
        return result;
    }

    private String read(InputStream stream) {
        StringBuilder text = new StringBuilder();
        try (var lines =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                text.append(line).append('\n');
                onLine.accept(line);
            }
        } catch (IOException e) {
            // The program was ended from outside; what came so far is all there is.
            return text.toString();
        }
        return text.toString();
    }

    private void write(OutputStream stream) {
        try (stream) {
            if (input instanceof Input.Bytes ours) {
                stream.write(ours.bytes);
            }
        } catch (IOException e) {
            // A program that does not read its input is free to do so; its exit status tells the
            // rest.
            return;
        }
    }

    private static void end(Process process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroy);
        long limit = System.nanoTime() + GRACE.toNanos();
        while (System.nanoTime() < limit && all.stream().anyMatch(ProcessHandle::isAlive)) {
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }

    /** The command line as a person would type it, cut to a readable length. */
    private String shown() {
        String line = String.join(" ", words).replace('\n', ' ');
        return line.length() > 160 ? line.substring(0, 157) + "…" : line;
    }
}
