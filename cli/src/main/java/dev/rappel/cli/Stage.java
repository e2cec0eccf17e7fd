package dev.rappel.cli;

import dev.rappel.engine.module.Content;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Kept;
import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.module.Upload;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** This machine in the place of a host, for a {@link Rehearsal}: scripts run in a plain sh. */
record Stage(String name, Kept kept) implements HostAccess {
    @Override
    public Reply run(Script script) throws Failure, InterruptedException {
        List<String> words = new ArrayList<>(List.of("sh", "-c", script.text(), "sh"));
        script.parameters().forEach(p -> words.add(word(p)));
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(words).redirectInput(Path.of("/dev/null").toFile());
            builder.environment().put("LC_ALL", "C");
            script.environment()
                    .forEach((key, value) -> builder.environment().put(key, word(value)));
            Process process = builder.start();
            // What a rehearsal prints fits into the pipe.
            String out = text(process.getInputStream().readAllBytes());
            String err = text(process.getErrorStream().readAllBytes());
            return new Reply(process.waitFor(), out, err);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private static String word(Value value) {
        return value instanceof Value.Scalar scalar ? scalar.written() : "";
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void upload(Upload upload) throws Failure {
        Path target = Path.of(upload.target());
        Path part = target.resolveSibling(".part");
        try {
            switch (upload.content()) {
                case Content.Local local -> Files.copy(local.file(), part);
                case Content.Inline inline -> Files.writeString(part, word(inline.text()));
            }
            int mode = Integer.parseInt(upload.mode(), 8);
            Files.setPosixFilePermissions(
                    part,
                    PosixFilePermissions.fromString(
                            (mode & 0200) == 0 ? "r--r--r--" : "rw-r--r--"));
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    @Override
    public Optional<byte[]> read(String path, long limit) throws Failure {
        try {
            return Files.exists(Path.of(path))
                    ? Optional.of(Files.readAllBytes(Path.of(path)))
                    : Optional.empty();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    @Override
    public ByteChannel connect(String address, int port, Duration deadline) throws Failure {
        throw Failure.of(Failure.Kind.FAILED, "nothing listens in a rehearsal");
    }

    private static Failure broken(IOException e) {
        return Failure.of(Failure.Kind.FAILED, "the rehearsal broke off").cause(e);
    }
}
