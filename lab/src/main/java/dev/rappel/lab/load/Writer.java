package dev.rappel.lab.load;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.kv.PutResponse;
import java.nio.charset.StandardCharsets;

/** Puts one key after the other until the run is over. */
record Writer(LoadRun run, KV kv, KeySchedule schedule, Pacer pacer, OpenCalls calls) {
    void work() throws InterruptedException {
        while (pacer.turn()) {
            KeySchedule.Write write = schedule.next();
            byte[] value = run.payload().of(write.key(), write.sequence());
            run.ledger().attempt(write.key(), write.sequence());
            long start = run.clock().now();
            OpenCalls.State state =
                    calls.send(
                            kv.put(
                                    ByteSequence.from(write.key(), StandardCharsets.UTF_8),
                                    ByteSequence.from(value)),
                            answer -> acknowledged(write.key(), answer, start),
                            thrown -> failed(write.key(), thrown));
            if (state != OpenCalls.State.ANSWERED) {
                schedule.close(write.key());
            }
            if (state == OpenCalls.State.FAILED) {
                pacer.afterError();
            }
        }
        calls.await();
    }

    private void acknowledged(String key, PutResponse answer, long start) {
        long end = run.clock().now();
        run.ledger().acknowledge(key, answer.getHeader().getRevision(), end);
        run.tally().ok(Tally.Side.WRITES, start, end);
        run.leaders().term(answer.getHeader().getRaftTerm(), end);
    }

    private void failed(String key, Throwable thrown) {
        run.ledger().giveUp(key);
        run.tally().failed(Tally.Side.WRITES, ErrorKind.of(thrown), run.clock().now());
    }
}
