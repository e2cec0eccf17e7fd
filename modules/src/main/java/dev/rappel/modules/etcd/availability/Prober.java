package dev.rappel.modules.etcd.availability;

import dev.rappel.engine.module.Beside;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import dev.rappel.modules.etcd.cluster.Access;
import dev.rappel.modules.etcd.rpc.ReadAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asks every member for a linearizable read, over and over. A read that one member does not answer
 * is asked of the next, as a client that knows all members does; an error is one that none answers.
 */
final class Prober implements Beside {
    private static final Duration CALL = Duration.ofSeconds(1);
    private static final Duration FIRST_CALL = Duration.ofSeconds(5);
    private static final Duration WHOLE = Duration.ofSeconds(2);
    private static final Duration WHILE_AWAY = Duration.ofMillis(100);
    private static final Duration BEFORE_REDIAL = Duration.ofSeconds(1);
    private static final Duration ENDING = Duration.ofSeconds(2);
    private static final String HAND_OVER = "hand-over";

    private final List<MemberLine> members = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AvailabilityArguments args;
    private final Ledger ledger = new Ledger(System.nanoTime());
    private final CountDownLatch undialled;
    private volatile boolean over;

    private Prober(List<HostAccess> hosts, AvailabilityArguments args) {
        this.args = args;
        Access access = args.access();
        hosts.forEach(h -> members.add(new MemberLine(h, access)));
        undialled = new CountDownLatch(hosts.size());
    }

    static Prober start(List<HostAccess> hosts, AvailabilityArguments args) {
        Prober prober = new Prober(hosts, args);
        for (int i = 0; i < prober.members.size(); i++) {
            int number = i;
            prober.begin("availability-" + i, () -> prober.ask(number));
        }
        if (args.writes()) {
            prober.begin("availability-writes", prober::write);
        }
        return prober;
    }

    /** Waits until every member has been reached once, or has turned out not to be reached. */
    void ready(Duration deadline) throws InterruptedException {
        boolean _ = undialled.await(deadline.toNanos(), TimeUnit.NANOSECONDS);
    }

    private interface Loop {
        void run() throws InterruptedException;
    }

    private void begin(String name, Loop loop) {
        threads.add(
                Thread.ofVirtual()
                        .name(name)
                        .start(() -> {
                            try {
                                loop.run();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt(); // it is over
                            }
                        }));
    }

    private void ask(int number) throws InterruptedException {
        MemberLine member = members.get(number);
        // Members are asked in turn rather than at the same moment: gaps are seen more finely.
        Thread.sleep(args.every().multipliedBy(number).dividedBy(members.size()));
        boolean first = true;
        while (!over) {
            boolean open = member.isOpen() || dial(member);
            if (first && open && member.isLearner()) {
                member.close();
                undialled.countDown();
                return;
            }
            if (first) {
                first = false;
                if (open) {
                    // Handshakes, ours and the member's, say nothing of how it serves.
                    Optional<ReadAnswer> _ = read(member, FIRST_CALL);
                }
                ledger.member(member.host(), System.nanoTime());
                undialled.countDown();
            }
            if (!open) {
                elsewhere(number, System.nanoTime());
                Thread.sleep(BEFORE_REDIAL);
                continue;
            }
            long begun = System.nanoTime();
            Optional<ReadAnswer> answer = read(member, CALL);
            long now = System.nanoTime();
            if (answer.isPresent()) {
                ledger.answered(member.host(), now);
                ledger.served(begun, now, answer.get().term());
            } else if (!over) {
                elsewhere(number, begun);
            }
            Thread.sleep(
                    answer.isPresent() || args.every().compareTo(WHILE_AWAY) > 0
                            ? args.every()
                            : WHILE_AWAY);
        }
    }

    private boolean dial(MemberLine member) throws InterruptedException {
        try {
            member.open();
            return true;
        } catch (Failure | RuntimeException e) {
            return false; // whatever it is, the member does not answer
        }
    }

    private Optional<ReadAnswer> read(MemberLine member, Duration deadline)
            throws InterruptedException {
        try {
            return Optional.of(member.read(deadline));
        } catch (Failure | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** What one member left unanswered is asked of the others, those first that were well. */
    private void elsewhere(int number, long begun) throws InterruptedException {
        List<MemberLine> others = new ArrayList<>();
        for (int i = 1; i < members.size(); i++) {
            MemberLine other = members.get((number + i) % members.size());
            if (other.isWell()) {
                others.addFirst(other);
            } else if (other.isOpen()) {
                others.addLast(other);
            }
        }
        for (MemberLine other : others) {
            Duration left = WHOLE.minusNanos(System.nanoTime() - begun);
            if (over || left.isNegative() || left.isZero()) {
                break;
            }
            Optional<ReadAnswer> answer = read(other, left.compareTo(CALL) < 0 ? left : CALL);
            if (answer.isPresent()) {
                ledger.served(begun, System.nanoTime(), answer.get().term());
                return;
            }
        }
        if (!over && undialled.getCount() == 0) {
            ledger.failed();
        }
    }

    /** A write is never asked twice: whether the first one was done cannot be told. */
    private void write() throws InterruptedException {
        long count = 0;
        while (!over) {
            MemberLine member = members.get((int) (count++ % members.size()));
            if (member.isWell()) {
                try {
                    member.write(args.writeKey(), String.valueOf(count), CALL);
                    ledger.wrote(System.nanoTime());
                } catch (Failure | RuntimeException e) {
                    if (!over) {
                        ledger.writeFailed();
                    }
                }
            }
            Thread.sleep(args.every());
        }
    }

    @Override
    public void phase(String host, String task, boolean rolling) {
        boolean handsOver = rolling && task.toLowerCase(Locale.ROOT).contains("lead");
        ledger.phase(
                handsOver ? HAND_OVER : rolling && !host.isEmpty() ? host : task,
                System.nanoTime());
    }

    @Override
    public String line() {
        return TallyText.line(ledger.total());
    }

    @Override
    public Value.Fields end() {
        over = true;
        threads.forEach(Thread::interrupt);
        long last = System.nanoTime() + ENDING.toNanos();
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                boolean _ = thread.join(Duration.ofNanos(Math.max(1, last - System.nanoTime())));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        ledger.end(System.nanoTime(), args.writes());
        members.forEach(MemberLine::close);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return TallyText.fields(ledger.total(), ledger.byPhase());
    }

    @Override
    public List<String> summary() {
        return TallyText.table(ledger.total(), ledger.byPhase(), args.writes());
    }
}
