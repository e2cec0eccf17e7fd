package dev.rappel.engine.ssh;

import dev.rappel.engine.module.Kept;
import dev.rappel.engine.module.Rights;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.text.Failure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One host of a run: its connection, made when it is first needed and made anew when it broke, and
 * the shells on it that wait for work. Safe for many threads.
 */
final class Link {
    /** Long enough for a chain of jump hosts; each hop has a deadline of its own. */
    private static final Duration CONNECTING = Duration.ofSeconds(60);

    /** A host has room for ten sessions: these, the lock, and two for the data of files. */
    private static final int SHELLS = 6;

    private final SshTarget target;
    private final Connector connector;
    private final Semaphore connecting;
    private final Semaphore shells = new Semaphore(SHELLS);
    private final Semaphore data = new Semaphore(2);
    private final ReentrantLock making = new ReentrantLock();
    private final Map<Rights, ArrayDeque<Shell>> idle = new HashMap<>();
    private final Map<Rights, Kept> kept = new ConcurrentHashMap<>();
    private final Answers answers = new Answers();
    private @Nullable Wire wire;
    private @Nullable HostLock held;
    private Optional<String> holder = Optional.empty();
    private boolean closed;
    private final Deque<Unfinished> unfinished = new ConcurrentLinkedDeque<>();

    /** What a script may have left at work when its connection broke. */
    private record Unfinished(Wire on, Rights rights, ShellProcess process) {}

    /** Tells this run's own lock from all others. */
    private final String token = Sudo.nonce();

    /**
     * @param connecting how many hosts may be connected to at the same time
     */
    Link(SshTarget target, Connector connector, Semaphore connecting) {
        this.target = target;
        this.connector = connector;
        this.connecting = connecting;
    }

    SshTarget target() {
        return target;
    }

    /** The connection, which is made when there is none that lives. */
    Wire wire() throws Failure, InterruptedException {
        making.lockInterruptibly();
        try {
            Wire now = wire;
            if (now != null && now.isAlive()) {
                endUnfinished(now);
                return now;
            }
            if (closed) {
                throw Failure.of(
                        Failure.Kind.UNREACHABLE,
                        "the connection to " + target.name() + " has been closed");
            }
            drop();
            connecting.acquire();
            try {
                now = connector.connect(target, CONNECTING);
            } finally {
                connecting.release();
            }
            wire = now;
            if (holder.isPresent()) {
                // It broke, and the lock went with it: nobody may have come in between.
                retake(now, holder.get());
            }
            endUnfinished(now);
            return now;
        } finally {
            making.unlock();
        }
    }

    /** Remembers what was not seen to its end, and may go on when the connection breaks. */
    void leaves(Wire on, Rights rights, ShellProcess process) {
        unfinished.add(new Unfinished(on, rights, process));
    }

    /**
     * Ends what still runs of scripts whose connection broke: nobody may look at the host, or take
     * anything back there, while it goes on.
     */
    private void endUnfinished(Wire now) throws Failure, InterruptedException {
        for (Unfinished one : List.copyOf(unfinished)) {
            if (one.on() == now) {
                continue;
            }
            if (!ProcessTree.kill(now, one.rights(), one.process())) {
                throw Failure.of(
                                now.isAlive() ? Failure.Kind.FAILED : Failure.Kind.UNREACHABLE,
                                "what ran on %s when the connection broke cannot be ended"
                                        .formatted(target.name()))
                        .why("process %s there may go on".formatted(one.process().pid()))
                        .help(
                                "see what it is: ssh %s@%s ps -fp %s"
                                        .formatted(
                                                now.user(), target.address(), one.process().pid()));
            }
            boolean _ = unfinished.remove(one);
        }
    }

    private void retake(Wire now, String who) throws Failure, InterruptedException {
        boolean taken = false;
        try {
            held = HostLock.take(now, token, who);
            taken = true;
        } finally {
            if (!taken) {
                now.close();
                wire = null;
            }
        }
    }

    private void drop() {
        List<Shell> gone = new ArrayList<>();
        synchronized (idle) {
            idle.values().forEach(gone::addAll);
            idle.clear();
        }
        gone.forEach(Shell::close);
        kept.values().forEach(Kept::close);
        answers.forget();
        if (wire != null) {
            wire.close();
            wire = null;
        }
    }

    /** Runs a script on a shell that has these rights. */
    ShellOutput run(Rights rights, Script script, int most) throws Failure, InterruptedException {
        shells.acquire();
        try {
            Shell shell = shell(rights);
            try {
                return shell.run(script, most);
            } finally {
                shell.unfinished()
                        .ifPresent(process -> leaves(shell.wire(), shell.rights(), process));
                giveBack(shell);
            }
        } finally {
            shells.release();
        }
    }

    /** Makes sure that there is a shell with these rights. */
    void ready(Rights rights) throws Failure, InterruptedException {
        shells.acquire();
        try {
            giveBack(shell(rights));
        } finally {
            shells.release();
        }
    }

    private Shell shell(Rights rights) throws Failure, InterruptedException {
        Wire now = wire();
        Rights plain = Sudo.needed(now, rights) ? rights : Rights.LOGIN;
        List<Shell> others = new ArrayList<>();
        try {
            synchronized (idle) {
                ArrayDeque<Shell> same = idle.getOrDefault(plain, new ArrayDeque<>());
                Shell shell;
                while ((shell = same.pollFirst()) != null) {
                    if (shell.usable()) {
                        return shell;
                    }
                    others.add(shell);
                }
                // Room for one more: shells of other users that nobody uses give way. A permit is
                // held for each shell that is used, this one among them.
                int count = idle.values().stream().mapToInt(ArrayDeque::size).sum();
                for (ArrayDeque<Shell> some : idle.values()) {
                    while (count > shells.availablePermits() && !some.isEmpty()) {
                        others.add(some.pollLast());
                        count--;
                    }
                }
            }
        } finally {
            others.forEach(Shell::close);
        }
        try {
            return Shell.open(now, plain);
        } catch (Failure e) {
            if (now.isAlive() && !Shell.broke(e)) {
                throw e;
            }
            // It was just breaking and nothing was begun on it: so a new one, but only once.
            now.close();
            return Shell.open(wire(), plain);
        }
    }

    private void giveBack(Shell shell) {
        if (!shell.usable()) {
            shell.close();
            return;
        }
        synchronized (idle) {
            idle.computeIfAbsent(shell.rights(), r -> new ArrayDeque<>()).addFirst(shell);
        }
    }

    /** Something that is done on a channel of its own. */
    interface OnWire {
        void with(Wire wire) throws Failure, InterruptedException;
    }

    /** Sends data on a channel of its own; no more than two at a time. */
    void data(OnWire work) throws Failure, InterruptedException {
        data.acquire();
        try {
            work.with(wire());
        } finally {
            data.release();
        }
    }

    /** Takes the host for this run alone, and again whenever the connection had to be made anew. */
    void lock(String who) throws Failure, InterruptedException {
        making.lockInterruptibly();
        try {
            Wire now = wire();
            if (held == null || !held.holds()) {
                held = HostLock.take(now, token, who);
            }
            holder = Optional.of(who);
        } finally {
            making.unlock();
        }
    }

    /** Ends the connection at once, and with it the lock and all shells. */
    void close() {
        Wire now;
        making.lock();
        try {
            closed = true;
            now = wire;
        } finally {
            making.unlock();
        }
        kept.values().forEach(Kept::close);
        if (now != null) {
            now.close();
        }
    }

    Answers answers() {
        return answers;
    }

    /** What modules keep as long as the connection lives. */
    Kept kept(Rights rights) {
        return kept.computeIfAbsent(rights, _ -> new Kept());
    }
}
