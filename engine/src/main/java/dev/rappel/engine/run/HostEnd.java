package dev.rappel.engine.run;

import dev.rappel.engine.text.Failure;

/** How work on a host ended. */
sealed interface HostEnd {
    record Well() implements HostEnd {}

    record Failed(String host, Failure failure) implements HostEnd {}

    /** It was asked to stop, and did, at a safe point. */
    record Stopped() implements HostEnd {}
}
