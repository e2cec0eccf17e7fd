package dev.rappel.engine.ssh;

import dev.rappel.engine.module.Rights;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.text.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import net.schmizz.sshj.connection.channel.OpenFailException;

/**
 * One {@code sh} that lives as long as the connection and runs one script after the other, each in
 * a subshell. A script goes in over the shell's input, so that neither it nor what it is given can
 * be seen in a list of processes; marks that nobody can guess tell its output from all other. Not
 * safe for several threads at once.
 */
final class Shell {
    /** The most a script may print on each of its outputs. */
    static final int MOST = 16 * 1024 * 1024;

    private static final Duration OPENING = Duration.ofSeconds(30);

    private final Wire wire;
    private final Rights rights;
    private final Exec exec;
    private final String nonce;
    private final ShellProcess process;
    private int count;
    private boolean usable = true;
    private boolean atEnd;
    private boolean unfinished;

    private Shell(Wire wire, Rights rights, Exec exec, String nonce, ShellProcess process) {
        this.wire = wire;
        this.rights = rights;
        this.exec = exec;
        this.nonce = nonce;
        this.process = process;
    }

    static Shell open(Wire wire, Rights rights) throws Failure, InterruptedException {
        Exec exec;
        try {
            exec = Sudo.shell(wire, rights);
        } catch (IOException e) {
            throw noShell(wire).why(String.valueOf(e.getMessage())).cause(e);
        }
        String nonce = Sudo.nonce();
        byte[] begin =
                """
                LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
                export LC_ALL PATH; unset LANGUAGE; umask 022; cd /
                %s
                echo '
                %s hello' $self; unset self
                """
                        .formatted(ShellProcess.NAME_ITSELF, nonce)
                        .getBytes(StandardCharsets.UTF_8);
        boolean open = false;
        try {
            int _ = exec.send(begin, begin.length, OPENING);
            byte[] hello = ("\n" + nonce + " hello ").getBytes(StandardCharsets.US_ASCII);
            String words =
                    exec.await(
                            (out, err) -> {
                                int at = out.find(hello);
                                int end = at < 0 ? -1 : out.lineEnd(at + hello.length);
                                if (end >= 0) {
                                    byte[] word = out.copy(at + hello.length, end);
                                    out.drop(end + 1);
                                    return new String(word, StandardCharsets.US_ASCII);
                                }
                                return out.ended() && err.ended() ? "" : null;
                            },
                            System.nanoTime() + OPENING.toNanos());
            Optional<ShellProcess> process = ShellProcess.of(words == null ? "" : words);
            if (process.isEmpty()) {
                String why =
                        exec.broken()
                                ? "the connection broke"
                                : words == null
                                        ? "/bin/sh did not answer within "
                                                + OPENING.toSeconds()
                                                + " s"
                                        : "/bin/sh could not be started";
                Failure failure =
                        noShell(wire)
                                .why(why)
                                .evidence(
                                        ShellText.lastLines(exec.rest(false) + exec.rest(true), 5));
                throw exec.broken() ? failure.cause(new IOException(why)) : failure;
            }
            open = true;
            return new Shell(wire, rights, exec, nonce, process.get());
        } finally {
            if (!open) {
                exec.abandon();
            }
        }
    }

    /** Whether a shell could not be opened because the connection broke at that very moment. */
    static boolean broke(Failure failure) {
        return failure.getCause() instanceof IOException
                && !(failure.getCause() instanceof OpenFailException);
    }

    private static Failure noShell(Wire wire) {
        return Failure.of(
                        Failure.Kind.UNREACHABLE,
                        "%s does not give %s a shell".formatted(wire.target().name(), wire.user()))
                .help(
                        "see what it answers: ssh %s@%s /bin/sh -c id"
                                .formatted(wire.user(), wire.target().address()));
    }

    /** Whether it can run another script. */
    boolean usable() {
        return usable && wire.isAlive() && !exec.ended();
    }

    Rights rights() {
        return rights;
    }

    Wire wire() {
        return wire;
    }

    /** What may still be at work on the host, after a script that was not seen to its end. */
    Optional<ShellProcess> unfinished() {
        return unfinished ? Optional.of(process) : Optional.empty();
    }

    void close() {
        usable = false;
        exec.finish();
    }

    /**
     * Runs a script.
     *
     * @param most the most bytes it may print on each output
     */
    ShellOutput run(Script script, int most) throws Failure, InterruptedException {
        String frame = "%s %d ".formatted(nonce, ++count);
        String text =
                """
                echo '
                %1$sbegin'; echo '
                %1$sbegin' >&2; (
                %2$s) </dev/null; echo '
                %1$send' $?; echo '
                %1$send' >&2
                """
                        .formatted(frame, ShellText.body(script));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] begin = ("\n" + frame + "begin\n").getBytes(StandardCharsets.US_ASCII);
        byte[] end = ("\n" + frame + "end").getBytes(StandardCharsets.US_ASCII);
        long deadline = System.nanoTime() + script.deadline().toNanos();
        usable = false;
        unfinished = true;
        try {
            int sent = exec.send(bytes, bytes.length, script.deadline());
            if (sent < bytes.length && !exec.ended()) {
                throw tooLong(script);
            }
            FrameReading reading = new FrameReading(begin, end, most);
            ShellOutput output = exec.await(reading, deadline);
            if (output != null) {
                usable = true;
                unfinished = false;
                return output;
            }
            throw tooLong(script);
        } catch (InterruptedException e) {
            killUninterrupted();
            throw e;
        } catch (FrameReading.TooMuch e) {
            boolean _ = kill();
            throw Failure.of(
                            Failure.Kind.FAILED,
                            "a script on %s printed more than %d MiB"
                                    .formatted(wire.target().name(), most >> 20))
                    .why("it was ended: " + ShellText.title(script.text()))
                    .help("let it print less, or into a file");
        } catch (FrameReading.Ended e) {
            throw ended();
        } finally {
            if (!usable) {
                exec.abandon();
            }
        }
    }

    private Failure tooLong(Script script) throws InterruptedException {
        String said = exec.rest(false) + exec.rest(true);
        boolean gone = kill();
        return Failure.of(
                        Failure.Kind.FAILED,
                        "a script on %s did not end within %s s"
                                .formatted(wire.target().name(), seconds(script.deadline())))
                .why(
                        (gone
                                        ? "it was ended, with all that it had started: "
                                        : "it could not be ended and may go on: ")
                                + ShellText.title(script.text()))
                .evidence(
                        ShellText.lastLines(said, 8).stream()
                                .filter(line -> !line.contains(nonce))
                                .toList());
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0
                ? Long.toString(time.toSeconds())
                : Double.toString(time.toMillis() / 1000.0);
    }

    private Failure ended() {
        if (exec.broken() || !wire.isAlive()) {
            return Failure.of(
                            Failure.Kind.UNREACHABLE,
                            "the connection to %s broke while a script ran"
                                    .formatted(wire.target().name()))
                    .why("whether the script was done is not known")
                    .help("see whether the host is up, then run it again: it looks before it acts");
        }
        return Failure.of(
                        Failure.Kind.FAILED,
                        "the shell on %s ended while a script ran".formatted(wire.target().name()))
                .why("something killed it; whether the script was done is not known")
                .evidence(ShellText.lastLines(exec.rest(true), 5));
    }

    private void killUninterrupted() {
        try {
            boolean _ = kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs a script that ends another one; when that does not help, nothing more is tried. */
    boolean endTree(Script script) throws InterruptedException {
        atEnd = true;
        try {
            return run(script, MOST).status() == 0;
        } catch (Failure e) {
            return false;
        }
    }

    /** Ends the script with all that it started; what cannot be ended in time is left. */
    private boolean kill() throws InterruptedException {
        boolean gone = !atEnd && wire.isAlive() && ProcessTree.kill(wire, rights, process);
        unfinished = !gone;
        return gone;
    }
}
