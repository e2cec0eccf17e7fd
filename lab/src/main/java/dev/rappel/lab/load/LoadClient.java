package dev.rappel.lab.load;

import dev.rappel.engine.text.Failure;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.ClientBuilder;
import io.grpc.StatusRuntimeException;
import io.netty.handler.ssl.SslContext;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A client that writes and reads through all endpoints of an etcd cluster while something is done
 * to it, and afterwards tells what clients felt and which acknowledged write is missing.
 *
 * <p>It is what an application in Java would be: <em>one</em> jetcd client over all endpoints,
 * whose gRPC channel sends each call to the next endpoint in turn among those it is connected to.
 * Two things are set so that the counts mean something: jetcd's own retries are off (else it would
 * repeat each read twice, half a second apart, and an error would be a late answer), so that one
 * call is one attempt; and every call has a deadline and fails at once where no endpoint can be
 * reached (jetcd's default waits for ever). Keep-alive is jetcd's and kube-apiserver's: a member
 * that is silent without closing its connections is dropped after 30 + 10 s, and until then every
 * n-th call runs into its deadline.
 *
 * <p>Latencies are those of answered calls; what an outage cost is told by the longest gap.
 */
public final class LoadClient implements AutoCloseable {
    private static final Duration LOOK_EACH = Duration.ofMillis(200);
    private static final Duration LOOK_DEADLINE = Duration.ofSeconds(1);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration KEEP_ALIVE_TIME = Duration.ofSeconds(30);
    private static final Duration KEEP_ALIVE_TIMEOUT = Duration.ofSeconds(10);

    private final LoadRun run;
    private final Client client;
    private final List<EndpointLink> links;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<Thread> workers = new ArrayList<>();
    private final List<Thread> watchers = new ArrayList<>();
    private final AtomicReference<@Nullable RuntimeException> broken = new AtomicReference<>();
    private @Nullable LoadReport report;

    private LoadClient(LoadRun run, Client client, List<EndpointLink> links) {
        this.run = run;
        this.client = client;
        this.links = links;
    }

    /**
     * Starts the writers and readers and comes back at once; whether they get anywhere is in {@link
     * #snapshot}. All threads are daemons. The caller ends it with {@link #stop} or {@link #close}.
     *
     * @throws Failure USAGE when the specification is out of range, INVALID when a TLS file cannot
     *     be used
     */
    public static LoadClient start(LoadSpec spec) throws Failure, InterruptedException {
        spec.check();
        Quiet.please();
        Optional<SslContext> tls = Optional.empty();
        if (spec.tls().isPresent()) {
            tls = Optional.of(ClientTls.of(spec.tls().get()));
        }
        List<EndpointLink> links = new ArrayList<>();
        for (URI endpoint : spec.endpoints()) {
            links.add(new EndpointLink(endpoint, tls));
        }
        LoadClient started = new LoadClient(new LoadRun(spec), connect(spec, tls), links);
        boolean ok = false;
        try {
            started.begin();
            ok = true;
        } finally {
            if (!ok) {
                started.close();
            }
        }
        return started;
    }

    private static Client connect(LoadSpec spec, Optional<SslContext> tls) {
        ClientBuilder builder =
                Client.builder()
                        .endpoints(spec.endpoints())
                        .waitForReady(false)
                        .retryMaxAttempts(0)
                        .connectTimeout(CONNECT)
                        .keepaliveTime(KEEP_ALIVE_TIME)
                        .keepaliveTimeout(KEEP_ALIVE_TIMEOUT)
                        .interceptor(new CallDeadline(spec.callDeadline()));
        tls.ifPresent(builder::sslContext);
        return builder.build();
    }

    private void begin() throws InterruptedException {
        firstLook();
        LoadSpec spec = run.spec();
        Pacer writing = new Pacer(run.clock(), stop, spec.perSecond());
        Pacer reading = new Pacer(run.clock(), stop, spec.perSecond());
        var random = new SplittableRandom();
        int keysEach = Math.max(1, spec.maxKeys() / spec.writers());
        for (int i = 0; i < spec.writers(); i++) {
            var schedule = new KeySchedule(spec.prefix() + "w" + i + "/", keysEach, random.split());
            var writer = new Writer(run, client.getKVClient(), schedule, writing, run.calls());
            workers.add(thread("load-writer-" + i, writer::work));
        }
        for (int i = 0; i < spec.readers(); i++) {
            var reader =
                    new Reader(run, client.getKVClient(), random.split(), reading, run.calls());
            workers.add(thread("load-reader-" + i, reader::work));
        }
        for (EndpointLink link : links) {
            watchers.add(thread("load-look-" + link.endpoint(), () -> watch(link)));
        }
    }

    /** Asks all members once, side by side, so that terms of before the run are not counted. */
    private void firstLook() throws InterruptedException {
        List<Thread> looks = new ArrayList<>();
        for (EndpointLink link : links) {
            looks.add(thread("load-first-look-" + link.endpoint(), () -> look(link)));
        }
        for (Thread look : looks) {
            look.join();
        }
        run.leaders().begin();
    }

    private void watch(EndpointLink link) throws InterruptedException {
        while (!stop.await(LOOK_EACH.toNanos(), TimeUnit.NANOSECONDS)) {
            look(link);
        }
    }

    private void look(EndpointLink link) {
        try {
            EndpointStatus status = link.status(LOOK_DEADLINE);
            run.leaders().status(link.endpoint().toString(), status, run.clock().now());
        } catch (StatusRuntimeException e) {
            // A member that is away says nothing; the writers' calls tell what that costs.
            link.hurry();
        }
    }

    /** The figures of this moment. */
    public LoadSnapshot snapshot() {
        return run.snapshot();
    }

    /** From here on calls and gaps count for this phase, too. */
    public void mark(String phase) {
        run.tally().mark(phase);
    }

    /**
     * Stops the writers and readers, waits for their calls (a call deadline at most), reads back
     * every acknowledged write (the verify deadline at most), and removes the keys unless they are
     * to stay or something is missing. A second call gives the same report.
     *
     * @throws InterruptedException when interrupted: everything is closed then, without a report
     */
    public synchronized LoadReport stop() throws InterruptedException {
        if (report != null) {
            return report;
        }
        try {
            long end = run.clock().now();
            stop.countDown();
            for (Thread worker : workers) {
                worker.join();
            }
            RuntimeException mistake = broken.get();
            if (mistake != null) {
                throw new IllegalStateException("a thread of the load client ended", mistake);
            }
            var outcome =
                    new Verifier(run.spec(), links, run.clock()).verify(run.ledger().promises());
            LoadReport made = report(end, outcome, true);
            if (made.ok() && !run.spec().keepKeys()) {
                boolean removed = new KeySweep(run.spec(), links).sweep(run.ledger().promises());
                made = report(end, outcome, !removed);
            }
            report = made;
            return made;
        } finally {
            close();
        }
    }

    private LoadReport report(long end, Verifier.Outcome outcome, boolean keysKept) {
        return new LoadReport(
                run.spec().endpoints(),
                run.spec().prefix(),
                run.clock().began(),
                Duration.ofNanos(end),
                run.tally().total(Tally.Side.WRITES, end),
                run.tally().total(Tally.Side.READS, end),
                run.tally().phases(end),
                run.leaders().leadership(run.clock()),
                run.leaders().versions(),
                outcome.verification(),
                outcome.lost(),
                run.wrongReadCount(),
                run.wrongReads(),
                keysKept);
    }

    /** Ends everything at once, without reading back. Harmless after {@link #stop}. */
    @Override
    public void close() {
        stop.countDown();
        workers.forEach(Thread::interrupt);
        watchers.forEach(Thread::interrupt);
        client.close();
        links.forEach(EndpointLink::close);
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private Thread thread(String name, Work work) {
        return Thread.ofVirtual()
                .name(name)
                .start(() -> {
                    try {
                        work.run();
                    } catch (InterruptedException e) {
                        // The client is being closed.
                        Thread.currentThread().interrupt();
                    }
                });
    }
}
