package dev.rappel.lab.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the threads of one run share: what they are to do, and what they have seen. */
final class LoadRun {
    /** A call that outlives its deadline by this much is given up by its caller. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final int MOST_WRONG_READS = 100;

    private final LoadSpec spec;
    private final RunClock clock = RunClock.start();
    private final Payload payload;
    private final Ledger ledger = new Ledger();
    private final LeaderWatch leaders = new LeaderWatch();
    private final Tally tally = new Tally(clock, "start");
    private final List<WrongRead> wrongReads = new ArrayList<>();
    private long wrongReadCount;

    LoadRun(LoadSpec spec) {
        this.spec = spec;
        this.payload = new Payload(spec.valueSize());
    }

    LoadSpec spec() {
        return spec;
    }

    RunClock clock() {
        return clock;
    }

    Payload payload() {
        return payload;
    }

    Ledger ledger() {
        return ledger;
    }

    LeaderWatch leaders() {
        return leaders;
    }

    Tally tally() {
        return tally;
    }

    /** How each thread makes its calls. */
    OpenCalls calls() {
        return new OpenCalls(spec.patience(), spec.callDeadline().plus(GRACE));
    }

    void wrong(WrongRead read) {
        synchronized (wrongReads) {
            wrongReadCount++;
            if (wrongReads.size() < MOST_WRONG_READS) {
                wrongReads.add(read);
            }
        }
    }

    long wrongReadCount() {
        synchronized (wrongReads) {
            return wrongReadCount;
        }
    }

    List<WrongRead> wrongReads() {
        synchronized (wrongReads) {
            return List.copyOf(wrongReads);
        }
    }

    LoadSnapshot snapshot() {
        return new LoadSnapshot(
                Duration.ofNanos(clock.now()),
                tally.phase(),
                tally.ok(Tally.Side.WRITES),
                tally.failed(Tally.Side.WRITES),
                tally.ok(Tally.Side.READS),
                tally.failed(Tally.Side.READS),
                wrongReadCount(),
                tally.waiting(Tally.Side.WRITES),
                tally.longestGap(Tally.Side.WRITES),
                tally.longestGap(Tally.Side.READS),
                leaders.changes());
    }
}
