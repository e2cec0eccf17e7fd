package dev.rappel.lab.release;

import java.time.Duration;

/**
 * How long to wait for what; past it the source is given up and the next one is tried.
 *
 * @param connect for a server to take a connection
 * @param answer for the first line of its answer, name look-up and connection included
 * @param stall for the next byte of a download
 * @param build for the compiler, or for Debian's package tools
 * @param lock for another process that is making the same release
 */
public record Deadlines(
        Duration connect, Duration answer, Duration stall, Duration build, Duration lock) {
    /** Patient enough for a slow line and a small machine. */
    public static Deadlines usual() {
        return new Deadlines(
                Duration.ofSeconds(4),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(20),
                Duration.ofMinutes(25));
    }
}
