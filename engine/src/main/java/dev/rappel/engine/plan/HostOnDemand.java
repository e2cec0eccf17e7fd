package dev.rappel.engine.plan;

import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Kept;
import dev.rappel.engine.module.Reach;
import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Rights;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.module.Upload;
import dev.rappel.engine.text.Failure;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.Optional;

/** A host that is reached anew for each thing asked of it, so that a lost connection is mended. */
public final class HostOnDemand implements HostAccess {
    private final Reach reach;
    private final String name;
    private final Rights rights;

    public HostOnDemand(Reach reach, String name, Rights rights) {
        this.reach = reach;
        this.name = name;
        this.rights = rights;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Reply run(Script script) throws Failure, InterruptedException {
        return reach.to(name, rights).run(script);
    }

    @Override
    public void upload(Upload upload) throws Failure, InterruptedException {
        reach.to(name, rights).upload(upload);
    }

    @Override
    public Optional<byte[]> read(String path, long limit) throws Failure, InterruptedException {
        return reach.to(name, rights).read(path, limit);
    }

    @Override
    public ByteChannel connect(String address, int port, Duration deadline)
            throws Failure, InterruptedException {
        return reach.to(name, rights).connect(address, port, deadline);
    }

    @Override
    public Kept kept() throws Failure, InterruptedException {
        return reach.to(name, rights).kept();
    }
}
