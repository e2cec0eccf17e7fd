package dev.rappel.cli;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jline.utils.Signals;

/**
 * Ctrl-C, a terminal that goes away, and other programs' wish that this one ends. The first wish
 * interrupts the command, which comes to its end at a safe point by itself; the second ends the
 * process at once, and says what is left half done.
 */
final class Interruption {
    private static final int TERMINATED = 143;

    private final Thread command;
    private final AtomicInteger wishes = new AtomicInteger();
    private volatile boolean terminated;
    private volatile Supplier<List<String>> half = List::of;

    private Interruption(Thread command) {
        this.command = command;
    }

    /** Of a command that this thread runs, from now on. */
    static Interruption of(Thread command) {
        Interruption made = new Interruption(command);
        Object _ = Signals.register("INT", made::wish);
        Object _ = Signals.register("TERM", made::terminate);
        Object _ = Signals.register("HUP", made::hangUp);
        return made;
    }

    /** Nobody wishes anything. */
    static Interruption none() {
        return new Interruption(Thread.currentThread());
    }

    /**
     * @param half a line for each thing that is begun and neither finished nor taken back, asked
     *     when it is needed
     */
    void leaves(Supplier<List<String>> half) {
        this.half = half;
    }

    /** The exit code of a command that came to its end by itself. */
    int code(int code) {
        return terminated && code == ExitCode.INTERRUPTED.number() ? TERMINATED : code;
    }

    private void terminate() {
        terminated = terminated || wishes.get() == 0;
        wish();
    }

    /** Nobody looks on any more; that is no reason to leave something half done. */
    private void hangUp() {
        if (wishes.compareAndSet(0, 1)) {
            command.interrupt();
        }
    }

    private void wish() {
        if (wishes.incrementAndGet() == 1) {
            command.interrupt();
            return;
        }
        int code = ExitCode.INTERRUPTED.number();
        try {
            code = atOnce();
        } finally {
            Runtime.getRuntime().halt(code);
        }
    }

    private int atOnce() {
        List<String> left = half.get();
        StringBuilder text = new StringBuilder("\nrappel: stopped at once\n");
        if (!left.isEmpty()) {
            text.append("  why:  begun, and neither finished nor taken back:\n");
            left.forEach(line -> text.append("        ").append(line).append('\n'));
            text.append("  help: what ran there may go on; look at these hosts, then run it again:")
                    .append(" it looks before it acts\n");
        }
        System.err.print(text);
        System.err.flush();
        return (left.isEmpty() ? ExitCode.INTERRUPTED : ExitCode.NEEDS_A_PERSON).number();
    }
}
