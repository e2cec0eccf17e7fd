package dev.rappel.lab.host;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.LocalCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes faults on hosts, finds those that are there, and undoes them. */
public final class Faults {
    private static final Duration BOOT = Duration.ofSeconds(60);

    private Faults() {}

    /**
     * Makes a fault. One of the same kind that is there already is replaced.
     *
     * @throws Failure REFUSED when this kernel, or this host, cannot have it; nothing is changed
     *     then
     */
    public static void inject(Host host, Fault fault) throws Failure, InterruptedException {
        switch (fault) {
            case Fault.Pause() -> {
                if (!state(host).equals("paused")) {
                    host.docker().command("pause", host.container()).expect();
                }
            }
            case Fault.Kill() -> {
                if (!state(host).equals("exited")) {
                    host.docker().command("kill", host.container()).expect();
                }
            }
            case Fault.Reboot() -> {
                host.docker().command("restart", "--time", "20", host.container()).expect();
                up(host);
            }
            default -> {
                refuseUnlessPossible(host, fault);
                refuseUnlessDone(host, fault, run(host, "make", words(fault)));
            }
        }
    }

    /** Undoes a fault; that it is not there is fine. Returns when the host is usable again. */
    public static void undo(Host host, Fault fault) throws Failure, InterruptedException {
        switch (fault) {
            case Fault.Pause() -> {
                if (state(host).equals("paused")) {
                    host.docker().command("unpause", host.container()).expect();
                }
            }
            case Fault.Kill() -> {
                if (!state(host).equals("running")) {
                    Container.start(host);
                    up(host);
                }
            }
            case Fault.Reboot() -> host.booted(BOOT);
            default -> refuseUnlessDone(host, fault, run(host, "undo", words(fault)));
        }
    }

    /** For a host that is put back as a whole: only what would stand in the way of that. */
    static void revive(Host host) throws Failure, InterruptedException {
        switch (state(host)) {
            case "running" -> {}
            case "paused" -> host.docker().command("unpause", host.container()).expect();
            default -> {
                Container.start(host);
                host.booted(BOOT);
            }
        }
        run(host, "undo", List.of("slow-disk")).ok();
    }

    /** Undoes whatever there is. */
    public static void undoAll(Host host) throws Failure, InterruptedException {
        List<Fault> there = active(host);
        for (Fault fault : there) {
            undo(host, fault);
            if (fault instanceof Fault.Pause || fault instanceof Fault.Kill) {
                // Only now can be seen what else there is.
                undoAll(host);
                return;
            }
        }
    }

    /**
     * The faults that the host has, read from the host itself. Of one that is paused or off nothing
     * else can be seen.
     */
    public static List<Fault> active(Host host) throws Failure, InterruptedException {
        return switch (state(host)) {
            case "paused" -> List.of(new Fault.Pause());
            case "running" ->
                    run(host, "list", List.of())
                            .out()
                            .lines()
                            .flatMap(line -> parse(line).stream())
                            .toList();
            default -> List.of(new Fault.Kill());
        };
    }

    /**
     * Empty when the host can have this fault; else why not, for a test that is skipped by name.
     */
    public static Optional<String> impossible(Host host, Fault fault)
            throws Failure, InterruptedException {
        return switch (fault) {
            case Fault.Pause(), Fault.Kill(), Fault.Reboot() -> Optional.empty();
            default -> {
                LocalCommand.Result can = run(host, "can", words(fault));
                yield can.ok() ? Optional.empty() : Optional.of(String.join(" ", can.lastLines(1)));
            }
        };
    }

    private static void refuseUnlessPossible(Host host, Fault fault)
            throws Failure, InterruptedException {
        Optional<String> reason = impossible(host, fault);
        if (reason.isPresent()) {
            throw Failure.of(
                            Failure.Kind.REFUSED,
                            "host %s cannot have this fault: %s"
                                    .formatted(host.name(), fault.shown()))
                    .why(reason.get());
        }
    }

    private static void refuseUnlessDone(Host host, Fault fault, LocalCommand.Result result)
            throws Failure {
        if (!result.ok()) {
            throw Failure.of(Failure.Kind.FAILED, "host " + host.name() + ": " + fault.shown())
                    .why("exit status " + result.status())
                    .evidence(result.lastLines(5));
        }
    }

    /** What Docker says: running, paused, exited, … */
    private static String state(Host host) throws Failure, InterruptedException {
        return host.docker().text("inspect", "--format", "{{.State.Status}}", host.container());
    }

    private static void up(Host host) throws Failure, InterruptedException {
        host.booted(BOOT);
        host.sshReady(BOOT);
    }

    private static LocalCommand.Result run(Host host, String verb, List<String> words)
            throws Failure, InterruptedException {
        List<String> args = new ArrayList<>(List.of(verb));
        args.addAll(words);
        return host.exec(HostState.script("faults"), args.toArray(String[]::new));
    }

    /** The words of {@code faults.sh} for a fault; {@link #parse} reads the same. */
    static List<String> words(Fault fault) {
        return switch (fault) {
            case Fault.CutOff() -> List.of("cut-off");
            case Fault.CutPorts(List<Integer> ports) ->
                    List.of(
                            "cut-ports",
                            ports.stream().map(String::valueOf).collect(Collectors.joining(",")));
            case Fault.FillDisk(String path, long left) ->
                    List.of("fill-disk", String.valueOf(left), path);
            case Fault.BreakSshd(Fault.Sshd how) ->
                    switch (how) {
                        case STOPPED -> List.of("stop-sshd");
                        case REFUSING -> List.of("refuse-ssh");
                    };
            case Fault.SlowNetwork(Duration delay) ->
                    List.of("slow-network", String.valueOf(delay.toMillis()));
            case Fault.NarrowNetwork(long rate) -> List.of("narrow-network", String.valueOf(rate));
            case Fault.SlowDisk(long rate) -> List.of("slow-disk", String.valueOf(rate));
            case Fault.Pause(), Fault.Kill(), Fault.Reboot() ->
                    throw new IllegalArgumentException("Docker's to make: " + fault);
        };
    }

    /** Reads a line that {@code faults.sh list} printed; empty for one that it does not know. */
    static Optional<Fault> parse(String line) {
        String[] w = line.strip().split(" ", 3);
        return switch (w[0]) {
            case "cut-off" -> Optional.of(new Fault.CutOff());
            case "cut-ports" ->
                    Optional.of(
                            new Fault.CutPorts(
                                    Arrays.stream(w[1].split(",", -1))
                                            .map(Integer::valueOf)
                                            .toList()));
            case "fill-disk" -> Optional.of(new Fault.FillDisk(w[2], Long.parseLong(w[1])));
            case "stop-sshd" -> Optional.of(new Fault.BreakSshd(Fault.Sshd.STOPPED));
            case "refuse-ssh" -> Optional.of(new Fault.BreakSshd(Fault.Sshd.REFUSING));
            case "slow-network" ->
                    Optional.of(new Fault.SlowNetwork(Duration.ofMillis(Long.parseLong(w[1]))));
            case "narrow-network" -> Optional.of(new Fault.NarrowNetwork(Long.parseLong(w[1])));
            case "slow-disk" -> Optional.of(new Fault.SlowDisk(Long.parseLong(w[1])));
            default -> Optional.empty();
        };
    }
}
