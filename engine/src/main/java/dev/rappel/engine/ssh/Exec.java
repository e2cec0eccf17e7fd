package dev.rappel.engine.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.connection.channel.direct.Signal;

/**
 * One command on one channel. Both its outputs are read all the time, each by a thread of its own:
 * they share one window, and a stream that nobody reads would stop the other.
 */
final class Exec {
    /** As much as is sent in one go; also bounds what a closed channel can hold up. */
    private static final int CHUNK = 128 * 1024;

    private static final Duration OPENING = Duration.ofSeconds(20);

    private final Session session;
    private final Session.Command command;
    private final OutputStream input;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Gathered out = new Gathered();
    private final Gathered err = new Gathered();
    private volatile boolean broken;

    private Exec(Session session, Session.Command command) {
        this.session = session;
        this.command = command;
        this.input = command.getOutputStream();
    }

    /**
     * Starts a command. A host has room for ten channels or so; one that is just being closed still
     * counts, so a refused one is tried again for some seconds.
     */
    static Exec start(Wire wire, String commandLine) throws IOException, InterruptedException {
        long end = System.nanoTime() + OPENING.toNanos();
        long pause = 5;
        while (true) {
            try {
                Session session = wire.client().startSession();
                Exec exec = new Exec(session, session.exec(commandLine));
                exec.read(exec.command.getInputStream(), exec.out);
                exec.read(exec.command.getErrorStream(), exec.err);
                return exec;
            } catch (OpenFailException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                Thread.sleep(pause);
                pause = Math.min(500, pause * 2);
            } catch (IOException e) {
                throw unlessInterrupted(e);
            } catch (IllegalStateException e) {
                // How the library says that the connection has just gone.
                throw new IOException("the connection is gone", e);
            }
        }
    }

    /** The library turns an interruption into a failure of the connection; this turns it back. */
    private static IOException unlessInterrupted(IOException failure) throws InterruptedException {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException) {
                InterruptedException interrupted = new InterruptedException();
                interrupted.initCause(failure);
                throw interrupted;
            }
        }
        return failure;
    }

    private void read(InputStream stream, Gathered into) {
        Thread.ofVirtual()
                .start(() -> {
                    byte[] chunk = new byte[8 * 1024];
                    try {
                        int count;
                        while ((count = stream.read(chunk)) >= 0) {
                            tell(into, chunk, count);
                        }
                    } catch (IOException e) {
                        broken = true;
                    }
                    tell(into, chunk, -1);
                });
    }

    private void tell(Gathered into, byte[] chunk, int count) {
        lock.lock();
        try {
            if (count < 0) {
                into.end();
            } else {
                into.add(chunk, count);
            }
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What is waited for in the two outputs; asked again whenever something came. */
    interface Look<T> {
        /** Null for "not yet". */
        @org.jspecify.annotations.Nullable
        T at(Gathered out, Gathered err);
    }

    /**
     * Waits for something in the outputs.
     *
     * @return null when the time is over first
     */
    <T> @org.jspecify.annotations.Nullable T await(Look<T> look, long end)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                T found = look.at(out, err);
                if (found != null) {
                    return found;
                }
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return null;
                }
                boolean _ = news.await(left, TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends bytes, never more than the other side has room for: a channel that waits inside the
     * library while its command has ended would stop all channels of the connection.
     *
     * @param stall how long the other side may take nothing at all
     * @return how many bytes could be sent; fewer than asked for when the command takes no more
     */
    int send(byte[] bytes, int length, Duration stall) throws InterruptedException {
        int sent = 0;
        long end = System.nanoTime() + stall.toNanos();
        int idle = 0;
        while (sent < length) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (ended()) {
                return sent;
            }
            int room = (int) Math.min(session.getRemoteWinSize(), Math.min(CHUNK, length - sent));
            if (room > 0) {
                try {
                    input.write(bytes, sent, room);
                    input.flush();
                } catch (IOException e) {
                    broken = true;
                    return sent;
                }
                sent += room;
                idle = 0;
                end = System.nanoTime() + stall.toNanos();
            } else if (System.nanoTime() > end) {
                return sent;
            } else {
                TimeUnit.MICROSECONDS.sleep(idle++ < 50 ? 200 : 5000);
            }
        }
        return sent;
    }

    /** Whether the command, or the connection, has ended. */
    boolean ended() {
        if (broken || !session.isOpen()) {
            return true;
        }
        lock.lock();
        try {
            return out.ended();
        } finally {
            lock.unlock();
        }
    }

    /** Whether it ended because the connection did. */
    boolean broken() {
        return broken;
    }

    /** All that stands in an output and was not taken. */
    String rest(boolean ofErr) {
        lock.lock();
        try {
            return new String((ofErr ? err : out).all(), java.nio.charset.StandardCharsets.UTF_8);
        } finally {
            lock.unlock();
        }
    }

    /** Ends it without waiting: closing a channel whose command goes on takes half a minute. */
    void abandon() {
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        for (Signal signal : Arrays.asList(Signal.TERM, Signal.KILL)) {
                            if (session.isOpen() && !command.isEOF()) {
                                command.signal(signal);
                            }
                        }
                        session.close();
                    } catch (IOException e) {
                        // The connection is gone, and the channel with it.
                        broken = true;
                    }
                });
    }

    /** Lets it end by itself: its input is at an end. */
    void finish() {
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        input.close();
                        session.close();
                    } catch (IOException e) {
                        broken = true;
                    }
                });
    }
}
