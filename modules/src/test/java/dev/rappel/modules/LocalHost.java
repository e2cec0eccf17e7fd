package dev.rappel.modules;

import dev.rappel.engine.module.Content;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Kept;
import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.module.Upload;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** This machine as a host: scripts run in a real sh, files are put in place by rename. */
public class LocalHost implements HostAccess {
    private final List<Script> scripts = new ArrayList<>();
    private final Kept kept = new Kept();

    /** All scripts that were run, oldest first. */
    public List<Script> scripts() {
        return List.copyOf(scripts);
    }

    @Override
    public String name() {
        return "here";
    }

    @Override
    public Reply run(Script script) throws InterruptedException {
        scripts.add(script);
        List<String> command = new ArrayList<>(List.of("sh", "-c", script.text(), "sh"));
        script.parameters().forEach(p -> command.add(open(p)));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("LC_ALL", "C");
        environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        script.environment().forEach((name, value) -> environment.put(name, open(value)));
        try {
            Path err = Files.createTempFile("err", "");
            builder.redirectError(err.toFile());
            Process process = builder.start();
            process.getOutputStream().close();
            byte[] out = process.getInputStream().readAllBytes();
            if (!process.waitFor(script.deadline().toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            String errors = Files.readString(err, StandardCharsets.UTF_8);
            Files.delete(err);
            return new Reply(process.exitValue(), new String(out, StandardCharsets.UTF_8), errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String open(Value value) {
        Value open = value instanceof Value.Secret hidden ? hidden.reveal() : value;
        return open instanceof Value.Scalar scalar ? scalar.written() : "";
    }

    @Override
    public void upload(Upload upload) throws InterruptedException {
        Path target = Path.of(upload.target());
        Path part = target.resolveSibling(".part");
        try {
            switch (upload.content()) {
                case Content.Local(Path file, var _, var _) ->
                        Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
                case Content.Inline(Value text, var _, var _) ->
                        Files.writeString(part, open(text));
            }
            if (upload.owner().isPresent()) {
                run(call("chown -- \"$1\" \"$2\"", upload.owner().get(), part.toString()));
            }
            run(call("chmod -- \"$1\" \"$2\"", upload.mode(), part.toString()));
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Script call(String text, String one, String other) {
        return Script.of(text, Duration.ofSeconds(20), new Value.Text(one), new Value.Text(other));
    }

    @Override
    public Optional<byte[]> read(String path, long limit) {
        throw new UnsupportedOperationException("not needed here");
    }

    @Override
    public Kept kept() {
        return kept;
    }

    @Override
    public ByteChannel connect(String address, int port, Duration deadline) throws Failure {
        try {
            return SocketChannel.open(new InetSocketAddress(address, port));
        } catch (IOException e) {
            throw Failure.of(Failure.Kind.FAILED, "cannot connect to port " + port)
                    .why(String.valueOf(e.getMessage()));
        }
    }
}
