package dev.rappel.lab.load;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.KeyValue;
import io.grpc.StatusRuntimeException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads everything back that was acknowledged, from each member by itself: a linearizable read
 * waits for the leader's word and then answers from the member's own store, so that a member whose
 * store is wrong is found only by asking that member.
 */
final class Verifier {
    private static final int PAGE_BYTES = 1 << 20;
    private static final int LARGEST_PAGE = 5_000;

    /** What a member gets to answer after another one has been read to the end. */
    private static final Duration LAG = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final LoadSpec spec;
    private final List<EndpointLink> links;
    private final RunClock clock;
    private final Payload payload;
    private final long deadlineNanos;
    private final AtomicLong oneIsDoneNanos = new AtomicLong(Long.MAX_VALUE);

    Verifier(LoadSpec spec, List<EndpointLink> links, RunClock clock) {
        this.spec = spec;
        this.links = links;
        this.clock = clock;
        this.payload = new Payload(spec.valueSize());
        this.deadlineNanos = clock.now() + spec.verifyDeadline().toNanos();
    }

    record Outcome(Verification verification, List<LostWrite> lost) {}

    private record Missing(Ledger.Promise promise, Optional<byte[]> found) {}

    private record Seen(URI endpoint, Optional<ErrorKind> problem, List<Missing> missing) {}

    /**
     * Asks all members side by side. Ends by the verify deadline; a member that does not answer is
     * given two seconds more after another one has been read to the end.
     */
    Outcome verify(List<Ledger.Promise> promises) throws InterruptedException {
        long began = clock.now();
        List<Verification.Member> members = new ArrayList<>();
        Map<String, LostWrite> lost = new TreeMap<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Seen>> all = new ArrayList<>();
            for (EndpointLink link : links) {
                all.add(threads.submit(() -> readBack(link, promises)));
            }
            try {
                for (Future<Seen> one : all) {
                    Seen seen = one.get();
                    members.add(new Verification.Member(seen.endpoint(), seen.problem()));
                    seen.missing().forEach(missing -> add(lost, missing, seen.endpoint()));
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("reading back ended unexpectedly", e.getCause());
            } finally {
                threads.shutdownNow();
            }
        }
        Duration took = Duration.ofNanos(clock.now() - began);
        return new Outcome(
                new Verification(promises.size(), members, took), List.copyOf(lost.values()));
    }

    private Seen readBack(EndpointLink link, List<Ledger.Promise> promises)
            throws InterruptedException {
        List<Missing> missing = new ArrayList<>();
        int page = Math.clamp(PAGE_BYTES / (spec.valueSize() + 100L), 1, LARGEST_PAGE);
        link.hurry();
        // Pages end at keys that are known: where a page is only limited in number, etcd counts all
        // the keys behind it each time.
        for (int from = 0; from < promises.size(); ) {
            int to = Math.min(promises.size(), from + page);
            List<Ledger.Promise> wanted = promises.subList(from, to);
            try {
                compare(wanted, read(link, wanted), missing);
                from = to;
            } catch (StatusRuntimeException e) {
                if (clock.now() >= limitNanos()) {
                    return new Seen(link.endpoint(), Optional.of(ErrorKind.of(e)), missing);
                }
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
                link.hurry();
            }
        }
        var _ = oneIsDoneNanos.accumulateAndGet(clock.now(), Math::min);
        return new Seen(link.endpoint(), Optional.empty(), missing);
    }

    private List<KeyValue> read(EndpointLink link, List<Ledger.Promise> wanted) {
        return link.range(
                        ByteString.copyFromUtf8(wanted.getFirst().key()),
                        KeyRange.after(ByteString.copyFromUtf8(wanted.getLast().key())),
                        left())
                .getKvsList();
    }

    private void compare(List<Ledger.Promise> wanted, List<KeyValue> found, List<Missing> missing) {
        Map<String, byte[]> values = HashMap.newHashMap(found.size());
        for (KeyValue pair : found) {
            values.put(pair.getKey().toStringUtf8(), pair.getValue().toByteArray());
        }
        for (Ledger.Promise promise : wanted) {
            Optional<byte[]> value = Optional.ofNullable(values.get(promise.key()));
            OptionalLong sequence =
                    value.map(bytes -> payload.sequence(promise.key(), bytes))
                            .orElse(OptionalLong.empty());
            if (sequence.isEmpty() || !promise.keptBy(sequence.getAsLong())) {
                missing.add(new Missing(promise, value));
            }
        }
    }

    /** What is left for one call: never more than a call's own deadline, never nothing. */
    private Duration left() {
        long nanos = Math.min(spec.callDeadline().toNanos(), limitNanos() - clock.now());
        return Duration.ofNanos(Math.max(1_000_000, nanos));
    }

    private long limitNanos() {
        long done = oneIsDoneNanos.get();
        return done == Long.MAX_VALUE
                ? deadlineNanos
                : Math.min(deadlineNanos, done + LAG.toNanos());
    }

    private void add(Map<String, LostWrite> lost, Missing missing, URI endpoint) {
        Ledger.Promise promise = missing.promise();
        LostWrite one =
                new LostWrite(
                        promise.key(),
                        Payload.shown(payload.of(promise.key(), promise.sequence())),
                        missing.found().map(Payload::shown),
                        List.of(endpoint),
                        clock.at(promise.atNanos()),
                        promise.revision());
        lost.merge(promise.key(), one, (before, _) -> before.alsoThrough(endpoint));
    }
}
