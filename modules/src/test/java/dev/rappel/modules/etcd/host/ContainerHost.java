package dev.rappel.modules.etcd.host;

import dev.rappel.engine.module.Content;
import dev.rappel.engine.module.HostAccess;
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

/** A host of the lab as root; SSH has its own tests. */
final class ContainerHost implements HostAccess {
    private final Host host;

    ContainerHost(Host host) {
        this.host = host;
    }

    @Override
    public String name() {
        return host.name();
    }

    @Override
    public Reply run(Script script) throws Failure, InterruptedException {
        LocalCommand.Result result =
                host.script(
                                script.text(),
                                script.parameters().stream()
                                        .map(ContainerHost::open)
                                        .toArray(String[]::new))
                        .within(script.deadline())
                        .run();
        return new Reply(result.status(), result.out(), result.err());
    }

    private static String open(Value value) {
        Value open = value instanceof Value.Secret hidden ? hidden.reveal() : value;
        return open instanceof Value.Scalar scalar ? scalar.written() : "";
    }

    @Override
    public void upload(Upload upload) throws Failure, InterruptedException {
        String owner = upload.owner().orElse("root:root");
        switch (upload.content()) {
            case Content.Local local ->
                    host.put(local.file(), upload.target(), upload.mode(), owner);
            case Content.Inline inline ->
                    host.putText(open(inline.text()), upload.target(), upload.mode(), owner);
        }
    }

    @Override
    public Optional<byte[]> read(String path, long limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ByteChannel connect(String address, int port, Duration deadline) {
        throw new UnsupportedOperationException();
    }
}
