package dev.rappel.modules;

import dev.rappel.engine.module.Content;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Kept;
import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.module.Upload;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.process.LocalCommand;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.Optional;

/**
 * A lab host, over the ssh program and sudo: the simplest way there is, one login for each call.
 */
public final class LabAccess implements HostAccess {
    private static final String PATH =
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final Host host;
    private final Kept kept = new Kept();
    private final boolean root;

    /**
     * @param root whether with root's rights
     */
    public LabAccess(Host host, boolean root) {
        this.host = host;
        this.root = root;
    }

    @Override
    public String name() {
        return host.name();
    }

    @Override
    public Reply run(Script script) throws Failure, InterruptedException {
        StringBuilder line = new StringBuilder(root ? "sudo -n " : "");
        line.append("env LC_ALL=C ").append(PATH);
        script.environment()
                .forEach(
                        (name, value) -> line.append(' ').append(quoted(name + "=" + open(value))));
        line.append(" /bin/sh -c ").append(quoted(script.text())).append(" sh");
        script.parameters().forEach(p -> line.append(' ').append(quoted(open(p))));
        LocalCommand.Result result = host.ssh(line.toString()).run();
        return new Reply(result.status(), result.out(), result.err());
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static String open(Value value) {
        Value open = value instanceof Value.Secret hidden ? hidden.reveal() : value;
        return open instanceof Value.Scalar scalar ? scalar.written() : "";
    }

    @Override
    public void upload(Upload upload) throws Failure, InterruptedException {
        String own = root ? "root:root" : host.user() + ":" + host.user();
        String owner = upload.owner().orElse(own);
        switch (upload.content()) {
            case Content.Local(var file, var _, var _) ->
                    host.put(file, upload.target(), upload.mode(), owner);
            case Content.Inline(Value text, var _, var _) ->
                    host.putText(open(text), upload.target(), upload.mode(), owner);
        }
        // The lab changes the owner last, which takes setuid bits away.
        host.exec("chmod -- \"$1\" \"$2\"", upload.mode(), upload.target());
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
    public ByteChannel connect(String address, int port, Duration deadline) {
        throw new UnsupportedOperationException("not needed here");
    }
}
