package dev.rappel.lab.host;

import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What can be done to one host. Each can be undone, and each shows in the state of the host itself,
 * so that it is found again without any note of it; only {@link Reboot} is over when it is done.
 */
public sealed interface Fault {
    /** Frozen: nothing runs, nothing answers, connections stay open. */
    record Pause() implements Fault {}

    /** Switched off without a word. Undone, it boots. */
    record Kill() implements Fault {}

    /** Booted anew, in an orderly way. There is nothing to undo. */
    record Reboot() implements Fault {}

    /** No packet in or out but over loopback; what the lab does through Docker still works. */
    record CutOff() implements Fault {}

    /**
     * No packet in or out, but over loopback, to or from these TCP ports.
     *
     * @param ports one or more, kept sorted
     */
    record CutPorts(List<Integer> ports) implements Fault {
        public CutPorts {
            ports = List.copyOf(new TreeSet<>(ports));
        }
    }

    /**
     * The file system that holds a path is full but for some bytes. Only a file system with a size
     * of its own is ever filled (see {@link HostOptions#withSmallDisk}), never this machine's disk.
     *
     * @param path absolute
     * @param left bytes that stay free; memory is given out in pages, so it may be a page less
     */
    record FillDisk(String path, long left) implements Fault {}

    /** Nobody gets in over SSH. */
    record BreakSshd(Sshd how) implements Fault {}

    /** The ways in which sshd is broken. */
    enum Sshd {
        /** It does not run: the port is closed. */
        STOPPED,
        /** It runs, and refuses every user. */
        REFUSING
    }

    /**
     * Every packet that leaves comes later. Needs a kernel with netem.
     *
     * @param delay by how much, whole milliseconds
     */
    record SlowNetwork(Duration delay) implements Fault {}

    /**
     * What leaves the host is held to a rate.
     *
     * @param bytesPerSecond 1000 or more
     */
    record NarrowNetwork(long bytesPerSecond) implements Fault {}

    /**
     * Writes to the host's disk are held to a rate.
     *
     * @param bytesPerSecond 1000 or more
     */
    record SlowDisk(long bytesPerSecond) implements Fault {}

    /** As a person would name it: "cut off ports 2379, 2380". */
    default String shown() {
        return switch (this) {
            case Pause() -> "paused";
            case Kill() -> "killed";
            case Reboot() -> "reboot";
            case CutOff() -> "cut off the network";
            case CutPorts(List<Integer> ports) ->
                    "cut off ports "
                            + ports.stream().map(String::valueOf).collect(Collectors.joining(", "));
            case FillDisk(String path, long left) ->
                    "%s is full but for %d bytes".formatted(path, left);
            case BreakSshd(Sshd how) ->
                    switch (how) {
                        case STOPPED -> "sshd is stopped";
                        case REFUSING -> "sshd refuses everybody";
                    };
            case SlowNetwork(Duration delay) -> "network delayed by " + delay.toMillis() + " ms";
            case NarrowNetwork(long rate) -> "network held to " + rate + " bytes/s";
            case SlowDisk(long rate) -> "disk writes held to " + rate + " bytes/s";
        };
    }
}
