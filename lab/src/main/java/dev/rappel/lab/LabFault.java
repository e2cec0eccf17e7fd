package dev.rappel.lab;

import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Durations;
import dev.rappel.engine.value.Size;
import dev.rappel.lab.cluster.EtcdFault;
import dev.rappel.lab.cluster.Member;
import dev.rappel.lab.host.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What can be done to a host of the lab or to the etcd on it, by the words of the command line. */
public sealed interface LabFault {
    /** The host, its network or its disk. */
    record OnHost(Fault fault) implements LabFault {}

    /** The etcd on it. */
    record OnEtcd(EtcdFault fault) implements LabFault {}

    /** All words, each with what its value means, if it takes one. */
    List<String> WORDS =
            List.of(
                    "pause",
                    "kill",
                    "reboot",
                    "cut",
                    "cut-peers",
                    "cut-clients",
                    "cut-ports PORT,…",
                    "fill PATH",
                    "stop-sshd",
                    "refuse-ssh",
                    "slow-network DELAY",
                    "narrow-network BYTES",
                    "slow-disk BYTES",
                    EtcdFault.BROKEN_BINARY.word(),
                    EtcdFault.KILLED.word(),
                    EtcdFault.FROZEN.word());

    /** Ports between commas; five digits at most each. */
    Pattern PORTS = Pattern.compile("[0-9]{1,5}(,[0-9]{1,5})*");

    /**
     * The fault that these words mean.
     *
     * @throws Failure of kind USAGE for an unknown word, or a value that is missing, wrong or one
     *     too many
     */
    static LabFault of(String word, Optional<String> value) throws Failure {
        Fault.CutPorts peers = new Fault.CutPorts(List.of(Member.PEER_PORT));
        Fault.CutPorts clients = new Fault.CutPorts(List.of(Member.CLIENT_PORT));
        return switch (word) {
            case "pause" -> new OnHost(alone(word, value, new Fault.Pause()));
            case "kill" -> new OnHost(alone(word, value, new Fault.Kill()));
            case "reboot" -> new OnHost(alone(word, value, new Fault.Reboot()));
            case "cut" -> new OnHost(alone(word, value, new Fault.CutOff()));
            case "cut-peers" -> new OnHost(alone(word, value, peers));
            case "cut-clients" -> new OnHost(alone(word, value, clients));
            case "cut-ports" ->
                    new OnHost(new Fault.CutPorts(ports(needed(word, value, "2379,2380"))));
            case "fill" -> new OnHost(new Fault.FillDisk(needed(word, value, "/var/lib/etcd"), 0));
            case "stop-sshd" ->
                    new OnHost(alone(word, value, new Fault.BreakSshd(Fault.Sshd.STOPPED)));
            case "refuse-ssh" ->
                    new OnHost(alone(word, value, new Fault.BreakSshd(Fault.Sshd.REFUSING)));
            case "slow-network" ->
                    new OnHost(new Fault.SlowNetwork(delay(needed(word, value, "50ms"))));
            case "narrow-network" ->
                    new OnHost(new Fault.NarrowNetwork(bytes(needed(word, value, "1MB"))));
            case "slow-disk" -> new OnHost(new Fault.SlowDisk(bytes(needed(word, value, "1MB"))));
            default -> new OnEtcd(alone(word, value, etcd(word)));
        };
    }

    /** As a person would name it. */
    default String shown() {
        return switch (this) {
            case OnHost(Fault fault) -> fault.shown();
            case OnEtcd(EtcdFault fault) -> fault.word();
        };
    }

    private static EtcdFault etcd(String word) throws Failure {
        return Stream.of(EtcdFault.values())
                .filter(fault -> fault.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        Failure.of(Failure.Kind.USAGE, "there is no fault '" + word + "'")
                                .help("use one of: " + String.join(", ", WORDS)));
    }

    private static <T> T alone(String word, Optional<String> value, T fault) throws Failure {
        if (value.isPresent()) {
            throw Failure.of(
                    Failure.Kind.USAGE, "'" + word + "' takes no value, and got " + value.get());
        }
        return fault;
    }

    private static String needed(String word, Optional<String> value, String example)
            throws Failure {
        return value.orElseThrow(() ->
                Failure.of(Failure.Kind.USAGE, "'" + word + "' needs a value")
                        .help("such as " + word + " " + example));
    }

    private static List<Integer> ports(String text) throws Failure {
        if (!PORTS.matcher(text).matches()) {
            throw wrong(text, "a list of ports", "2379,2380");
        }
        return Stream.of(text.split(",", -1)).map(Integer::valueOf).toList();
    }

    private static Duration delay(String text) throws Failure {
        return Durations.parse(text).orElseThrow(() -> wrong(text, "a time", "50ms"));
    }

    private static long bytes(String text) throws Failure {
        return Size.parse(text)
                .orElseThrow(() -> wrong(text, "a size (per second)", "1MB"))
                .bytes();
    }

    private static Failure wrong(String text, String what, String example) {
        return Failure.of(Failure.Kind.USAGE, "'" + text + "' is not " + what)
                .help("write " + example);
    }
}
