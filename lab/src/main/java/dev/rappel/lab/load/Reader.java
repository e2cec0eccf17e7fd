package dev.rappel.lab.load;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.kv.GetResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * Gets acknowledged keys, linearizable, until the run is over, and checks each answer: what was
 * acknowledged before the read began must be seen by it.
 */
record Reader(LoadRun run, KV kv, RandomGenerator random, Pacer pacer, OpenCalls calls) {
    void work() throws InterruptedException {
        while (pacer.turn()) {
            Optional<Ledger.Promise> promise = run.ledger().any(random);
            // Before the first write any key will do: it is the answer that counts.
            String key = promise.map(Ledger.Promise::key).orElse(run.spec().prefix());
            long start = run.clock().now();
            OpenCalls.State state =
                    calls.send(
                            kv.get(ByteSequence.from(key, StandardCharsets.UTF_8)),
                            answer -> answered(promise, answer, start),
                            thrown ->
                                    run.tally()
                                            .failed(
                                                    Tally.Side.READS,
                                                    ErrorKind.of(thrown),
                                                    run.clock().now()));
            if (state == OpenCalls.State.FAILED) {
                pacer.afterError();
            }
        }
        calls.await();
    }

    private void answered(Optional<Ledger.Promise> promise, GetResponse answer, long start) {
        long end = run.clock().now();
        run.tally().ok(Tally.Side.READS, start, end);
        run.leaders().term(answer.getHeader().getRaftTerm(), end);
        promise.ifPresent(before -> check(before, answer, end));
    }

    private void check(Ledger.Promise before, GetResponse answer, long end) {
        Optional<byte[]> found =
                answer.getKvs().stream().findFirst().map(pair -> pair.getValue().getBytes());
        OptionalLong sequence =
                found.map(value -> run.payload().sequence(before.key(), value))
                        .orElse(OptionalLong.empty());
        if (sequence.isEmpty() || !run.ledger().mayBeFound(before, sequence.getAsLong())) {
            run.wrong(
                    new WrongRead(
                            before.key(),
                            before.sequence(),
                            found.map(Payload::shown),
                            EndpointStatus.hex(answer.getHeader().getMemberId()),
                            run.clock().at(end)));
        }
    }
}
