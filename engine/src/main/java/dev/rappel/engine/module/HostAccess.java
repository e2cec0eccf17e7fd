package dev.rappel.engine.module;

import dev.rappel.engine.text.Failure;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.Optional;

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
     */
    ByteChannel connect(String address, int port, Duration deadline)
            throws Failure, InterruptedException;
}
