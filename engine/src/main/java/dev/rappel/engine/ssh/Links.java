package dev.rappel.engine.ssh;

import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Reach;
import dev.rappel.engine.module.Rights;
import dev.rappel.engine.text.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * The hosts of one run, each with one connection that is made when it is first needed. Safe for
 * many threads.
 */
public final class Links implements Reach, AutoCloseable {
    /** More at a time are slower, and trouble a jump host. */
    private static final int CONNECTING = 40;

    private static final Duration CLOSING = Duration.ofSeconds(3);

    private final Map<String, Link> links = new LinkedHashMap<>();

    private final Runnable lastly;

    private Links(List<SshTarget> targets, Connector connector, Runnable lastly) {
        this.lastly = lastly;
        Semaphore connecting = new Semaphore(CONNECTING);
        for (SshTarget target : targets) {
            links.put(target.name(), new Link(target, connector, connecting));
        }
    }

    /**
     * Gets this process ready for connections, beside whatever else it does, such as reading files.
     */
    public static void prepare() {
        Warmup.start();
    }

    /**
     * The hosts to work on; none is connected to yet.
     *
     * @param passphrases where those of private keys come from
     */
    public static Links open(List<SshTarget> targets, Passphrases passphrases) {
        Wires wires = new Wires(passphrases);
        return new Links(targets, wires, wires::close);
    }

    static Links of(List<SshTarget> targets, Connector connector) {
        return new Links(targets, connector, () -> {});
    }

    @Override
    public HostAccess to(String host, Rights rights) throws Failure, InterruptedException {
        Link link = link(host);
        link.ready(rights);
        return new LinkedHost(link, rights);
    }

    @Override
    public void lock(String host, String holder) throws Failure, InterruptedException {
        link(host).lock(holder);
    }

    private Link link(String host) throws Failure {
        Link link = links.get(host);
        if (link == null) {
            throw Failure.of(Failure.Kind.USAGE, "there is no host " + host + " in this run");
        }
        return link;
    }

    /** Ends all connections, and with them all locks; scripts that run are left to themselves. */
    @Override
    public void close() {
        closeLinks();
        lastly.run();
    }

    private void closeLinks() {
        List<Thread> closing = new ArrayList<>();
        for (Link link : links.values()) {
            closing.add(Thread.ofVirtual().start(link::close));
        }
        long end = System.nanoTime() + CLOSING.toNanos();
        try {
            for (Thread thread : closing) {
                long left = end - System.nanoTime();
                if (left <= 0 || !thread.join(Duration.ofNanos(left))) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
