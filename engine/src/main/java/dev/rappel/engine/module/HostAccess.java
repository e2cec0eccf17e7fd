package dev.rappel.engine.module;

import dev.rappel.engine.text.Failure;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One host, as a module may use it: with the user and the privilege of the task at hand.
 *
 * <p>Each call is at least one round trip. A call fails with kind {@link Failure.Kind#UNREACHABLE}
 * when the connection is gone; whether the work on the host was done is then not known, and only
 * observing again can tell. A call that is interrupted ends what it began on the host.
 */
public interface HostAccess {
    /** The host's name in the inventory. */
    String name();

    /** Runs a script to its end. A status other than 0 is a reply, not a failure. */
    Reply run(Script script) throws Failure, InterruptedException;

    /** Puts a file in place, or leaves it when it is there already. */
    void upload(Upload upload) throws Failure, InterruptedException;

    /**
     * Reads a file.
     *
     * @param limit the most bytes to read; a larger file is a failure
     * @return the bytes; empty when there is no such file
     */
    Optional<byte[]> read(String path, long limit) throws Failure, InterruptedException;

    /**
     * Opens a connection to a port that the host can reach, through the host's own connection.
     *
     * @param address as the host sees it, {@code 127.0.0.1} for the host itself
     * @param deadline how long the opening may take
     * @throws Failure of kind FAILED when nothing answers there, of kind REFUSED when the host does
     *     not let us ask
     */
    ByteChannel connect(String address, int port, Duration deadline)
            throws Failure, InterruptedException;

    /** What is kept until the connection to the host ends, for the user of the task at hand. */
    Kept kept() throws Failure, InterruptedException;

    /**
     * The hosts that are changed together with this one and must not all be away at once: those of
     * its play, or of its part of the play where the strategy divides it; this one among them, in
     * the inventory's order, each with the same rights as this one.
     */
    default List<HostAccess> together() {
        return List.of(this);
    }

    /** Whether only a plan is made: then no task changes what another one sees. */
    default boolean plans() {
        return false;
    }

    /** Tells whoever watches what is going on, such as what is being waited for. */
    default void says(String what) {}

    /**
     * Starts something that goes on beside the tasks until the run ends; one of a name, so that a
     * second start of the same name changes nothing.
     *
     * @throws Failure of kind REFUSED where there is no run, such as while a plan is made
     */
    default void beside(String name, Supplier<Beside> start) throws Failure {
        throw Failure.of(Failure.Kind.REFUSED, "\"" + name + "\" goes on only beside a run");
    }

    /** Waits; here so that tests need not. */
    default void pause(Duration time) throws InterruptedException {
        Thread.sleep(time);
    }

    /**
     * Asks the person at the terminal.
     *
     * @param deadline how long to wait for an answer; empty for as long as it takes
     * @return what was typed; empty when the time went by without an answer
     * @throws Failure of kind REFUSED where there is no terminal
     */
    default Optional<String> ask(String question, Optional<Duration> deadline)
            throws Failure, InterruptedException {
        throw Failure.of(Failure.Kind.REFUSED, "nobody can be asked")
                .why("there is no terminal")
                .help("run it on a terminal");
    }
}
