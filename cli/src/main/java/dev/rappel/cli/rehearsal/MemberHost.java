package dev.rappel.cli.rehearsal;

import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Kept;
import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.module.Upload;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The host of a member: no script runs, but what it would have done is done to the member. */
final class MemberHost implements HostAccess {
    private final Kept kept = new Kept();
    private final Member member;
    private final Recorded recorded;
    private final Scripts scripts = Scripts.ofModules();

    MemberHost(Member member, Recorded recorded) {
        this.member = member;
        this.recorded = recorded;
    }

    @Override
    public String name() {
        return member.name();
    }

    @Override
    public Reply run(Script script) throws Failure {
        String out =
                switch (scripts.kind(script.text())) {
                    case DISCOVER -> recorded.member(member);
                    case SETTINGS -> recorded.settings(member);
                    case RAFT_SNAPSHOTS -> "%016x\n".formatted(member.cluster().newestSnapshot());
                    case STAGED -> staged();
                    case ACTIVATE -> {
                        member.activate(base(script, 0));
                        yield "";
                    }
                    case START -> {
                        begin();
                        yield "";
                    }
                    case OTHER -> "";
                };
        return new Reply(0, out, "");
    }

    private String staged() {
        StringBuilder lines = new StringBuilder();
        member.staged()
                .forEach((name, sha256) ->
                        lines.append(name)
                                .append(' ')
                                .append(Recorded.key(member, sha256, name))
                                .append(' ')
                                .append(Cluster.NEW)
                                .append('\n'));
        return lines.toString();
    }

    /** The name of the file that a parameter leads to. */
    private static String base(Script script, int parameter) {
        return script.parameters().get(parameter) instanceof Value.Scalar scalar
                ? base(scalar.written())
                : "";
    }

    private static String base(String path) {
        return String.valueOf(Path.of(path).getFileName());
    }

    private void begin() throws Failure {
        try {
            member.begin();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    @Override
    public void upload(Upload upload) {
        member.stage(base(upload.target()), upload.content().sha256());
    }

    @Override
    public Optional<byte[]> read(String path, long limit) {
        return member.cluster()
                .identity()
                .map(identity ->
                        path.endsWith("-key.pem") ? identity.keyPem() : identity.certificatePem());
    }

    @Override
    public ByteChannel connect(String address, int port, Duration deadline) throws Failure {
        try {
            return member.connect();
        } catch (UncheckedIOException e) {
            throw broken(e);
        }
    }

    private static Failure broken(Exception e) {
        return Failure.of(Failure.Kind.FAILED, "the rehearsal broke off").cause(e);
    }

    @Override
    public Kept kept() {
        return kept;
    }
}
