package dev.rappel.engine.ssh;

import dev.rappel.engine.text.Failure;
import java.time.Duration;

/** What makes connections to hosts. Safe for many threads. */
interface Connector {
    /**
     * Connects and logs in.
     *
     * @param deadline the longest it may take, with all jump hosts on the way
     * @throws Failure of kind UNREACHABLE, complete with what to do about it
     */
    Wire connect(SshTarget target, Duration deadline) throws Failure, InterruptedException;
}
