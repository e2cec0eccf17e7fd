package dev.rappel.engine.ssh;

import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Kept;
import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Rights;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.module.Upload;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.Optional;

/** A host with some user's rights. */
final class LinkedHost implements HostAccess {
    private static final Duration READING = Duration.ofMinutes(2);
    private static final int MOST = 512 * 1024 * 1024;

    private final Link link;
    private final Rights rights;

    LinkedHost(Link link, Rights rights) {
        this.link = link;
        this.rights = rights;
    }

    @Override
    public String name() {
        return link.target().name();
    }

    @Override
    public Reply run(Script script) throws Failure, InterruptedException {
        return switch (script.effect()) {
            case Script.Effect.None _ -> reply(script);
            case Script.Effect.Shared shared ->
                    link.answers().of(rights, shared, () -> reply(script));
            case Script.Effect.Any _ -> {
                link.answers().forget();
                try {
                    yield reply(script);
                } finally {
                    link.answers().forget();
                }
            }
        };
    }

    private Reply reply(Script script) throws Failure, InterruptedException {
        ShellOutput output = link.run(rights, script, Shell.MOST);
        return new Reply(output.status(), output.outText(), output.errText());
    }

    @Override
    public void upload(Upload upload) throws Failure, InterruptedException {
        link.answers().forget();
        try {
            new Sending(link, rights, upload).run();
        } finally {
            link.answers().forget();
        }
    }

    @Override
    public Optional<byte[]> read(String path, long limit) throws Failure, InterruptedException {
        if (limit < 0 || limit > MOST) {
            throw new IllegalArgumentException("cannot read " + limit + " bytes at once");
        }
        // One byte more than allowed shows that there is more; a size asked for beforehand would
        // be 0 for what the kernel makes up.
        ShellOutput output =
                link.run(
                        rights,
                        Script.of(
                                "exec head -c \"$2\" -- \"$1\"",
                                READING,
                                new Value.Text(path),
                                new Value.Whole(limit + 1)),
                        (int) Math.max(Shell.MOST, limit + 1));
        if (output.status() == 0) {
            if (output.out().length > limit) {
                throw unread(path)
                        .why("it is larger than the %d bytes that were expected".formatted(limit));
            }
            return Optional.of(output.out());
        }
        String said = String.join(" ", ShellText.lastLines(output.errText(), 1));
        if (said.endsWith("No such file or directory") || said.endsWith("Not a directory")) {
            return Optional.empty();
        }
        throw unread(path).why(said);
    }

    private Failure unread(String path) {
        return Failure.of(Failure.Kind.FAILED, "cannot read %s on %s".formatted(path, name()));
    }

    @Override
    public ByteChannel connect(String address, int port, Duration deadline)
            throws Failure, InterruptedException {
        return Tunnel.open(link.wire(), address, port, deadline);
    }

    @Override
    public Kept kept() {
        return link.kept(rights);
    }
}
