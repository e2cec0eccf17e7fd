package dev.rappel.engine.plan;

import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Kept;
import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.module.Upload;
import dev.rappel.engine.text.Failure;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A host that knows with whom it is in a play. */
public class HostInPlay implements HostAccess {
    private final HostAccess host;
    private final Together together;

    /** Gives the hosts that are changed together with one; reaches them only when asked. */
    @FunctionalInterface
    public interface Together {
        List<HostAccess> hosts();
    }

    public HostInPlay(HostAccess host, Together together) {
        this.host = host;
        this.together = together;
    }

    @Override
    public String name() {
        return host.name();
    }

    @Override
    public Reply run(Script script) throws Failure, InterruptedException {
        return host.run(script);
    }

    @Override
    public void upload(Upload upload) throws Failure, InterruptedException {
        host.upload(upload);
    }

    @Override
    public Optional<byte[]> read(String path, long limit) throws Failure, InterruptedException {
        return host.read(path, limit);
    }

    @Override
    public ByteChannel connect(String address, int port, Duration deadline)
            throws Failure, InterruptedException {
        return host.connect(address, port, deadline);
    }

    @Override
    public Kept kept() throws Failure, InterruptedException {
        return host.kept();
    }

    @Override
    public boolean plans() {
        return true;
    }

    @Override
    public List<HostAccess> together() {
        return together.hosts();
    }
}
