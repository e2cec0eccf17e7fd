package dev.rappel.engine.ssh;

import dev.rappel.engine.text.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Asks OpenSSH itself what its configuration says of a host, once for each question, because
 * nothing else reads {@code Match} and {@code Include} as it does. Without an OpenSSH client, and
 * where there is no configuration to be read, its defaults hold. Safe for many threads.
 */
final class SettingsReader {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final List<String> HARMLESS =
            List.of("sendenv", "hashknownhosts", "gssapiauthentication", "include");

    /** What is asked; the answer is the same for the same question. */
    record Question(
            String address,
            OptionalInt port,
            Optional<String> user,
            Optional<String> keyFile,
            List<String> arguments) {
        Question {
            arguments = List.copyOf(arguments);
        }
    }

    private final Surroundings here;
    private final Path systemFolder;
    private final ConcurrentHashMap<Question, SshSettings> answers = new ConcurrentHashMap<>();

    SettingsReader(Surroundings here, Path systemFolder) {
        this.here = here;
        this.systemFolder = systemFolder;
    }

    SshSettings read(Question question) throws Failure, InterruptedException {
        SshSettings known = answers.get(question);
        if (known != null) {
            return known;
        }
        Optional<String> said =
                question.arguments.isEmpty() && !configured() ? Optional.empty() : ask(question);
        SshSettings settings =
                new SettingsText(question.address, said.orElseGet(() -> own(question)), here)
                        .settings();
        answers.put(question, settings);
        return settings;
    }

    /** What would be said with an empty configuration, as far as it differs from the defaults. */
    private static String own(Question question) {
        StringBuilder text = new StringBuilder();
        question.port.ifPresent(p -> text.append("port ").append(p).append('\n'));
        question.user.ifPresent(u -> text.append("user ").append(u).append('\n'));
        question.keyFile.ifPresent(k -> text.append("identityfile ").append(k).append('\n'));
        List<String> words = question.arguments;
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).equals("-o") && i + 1 < words.size()) {
                text.append(words.get(++i).replaceFirst("[ =]+", " ")).append('\n');
            } else if (words.get(i).startsWith("-o")) {
                text.append(words.get(i).substring(2).replaceFirst("[ =]+", " ")).append('\n');
            }
        }
        return text.toString();
    }

    /** Whether there is any configuration that could say something of a host. */
    private boolean configured() {
        if (Files.exists(here.home().resolve(".ssh/config"))) {
            return true;
        }
        Path more = systemFolder.resolve("ssh_config.d");
        try (Stream<Path> files = Files.isDirectory(more) ? Files.list(more) : Stream.empty()) {
            if (files.anyMatch(f -> f.toString().endsWith(".conf"))) {
                return true;
            }
        } catch (IOException e) {
            return true;
        }
        Path system = systemFolder.resolve("ssh_config");
        try {
            return Files.exists(system)
                    && Files.readAllLines(system, StandardCharsets.ISO_8859_1).stream()
                            .map(String::strip)
                            .filter(l -> !l.isEmpty() && !l.startsWith("#"))
                            .map(l -> l.toLowerCase(java.util.Locale.ROOT).split("[ \t=]+", -1))
                            .anyMatch(w ->
                                    !HARMLESS.contains(w[0])
                                            && !Arrays.equals(w, new String[] {"host", "*"}));
        } catch (IOException e) {
            return true;
        }
    }

    /** Empty when there is no ssh on this machine. */
    private Optional<String> ask(Question question) throws Failure, InterruptedException {
        List<String> words = new ArrayList<>(List.of("ssh", "-G"));
        words.addAll(question.arguments);
        question.port.ifPresent(p -> words.addAll(List.of("-p", Integer.toString(p))));
        question.user.ifPresent(u -> words.addAll(List.of("-l", u)));
        question.keyFile.ifPresent(k -> words.addAll(List.of("-i", here.withHome(k))));
        words.addAll(List.of("--", question.address));
        Process process;
        try {
            process =
                    new ProcessBuilder(words)
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .start();
        } catch (IOException e) {
            return Optional.empty();
        }
        try {
            // A few lines of errors fit into the pipe; reading both ends it for good.
            var out = read(process.getInputStream());
            var err = read(process.getErrorStream());
            if (!process.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw unusable(question, words)
                        .why("it did not end within " + DEADLINE.toSeconds() + " s")
                        .help("look for a \"Match exec\" in the ssh configuration");
            }
            String text = out.join();
            if (process.exitValue() != 0) {
                List<String> lines = err.join().lines().filter(l -> !l.isBlank()).toList();
                throw unusable(question, words)
                        .why(lines.isEmpty() ? "exit status " + process.exitValue() : lines.get(0))
                        .help("mend it until this works: " + String.join(" ", words))
                        .evidence(lines);
            }
            return Optional.of(text);
        } finally {
            process.destroyForcibly();
        }
    }

    private static java.util.concurrent.CompletableFuture<String> read(java.io.InputStream stream) {
        var text = new java.util.concurrent.CompletableFuture<String>();
        Thread.ofVirtual()
                .name("ssh -G")
                .start(() -> {
                    try (stream) {
                        text.complete(
                                new String(stream.readNBytes(1 << 20), StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        text.complete("");
                    }
                });
        return text;
    }

    private static Failure unusable(Question question, List<String> words) {
        return Failure.of(
                        Failure.Kind.UNREACHABLE,
                        "the ssh configuration for " + question.address + " cannot be read")
                .evidence(List.of(String.join(" ", words)));
    }
}
