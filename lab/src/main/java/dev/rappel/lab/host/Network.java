package dev.rappel.lab.host;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.LocalCommand;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The bridge network of one lab. Its block of addresses gives way to what is there already:
 * Docker's other networks, and this machine's own addresses and routes.
 *
 * @param name as Docker knows it
 * @param subnet the block; the first address is this machine's end of the bridge
 */
record Network(String name, Subnet subnet) {

    /** How often a block that was free a moment ago may turn out to be taken. */
    private static final int TRIES = 20;

    static String nameFor(String lab) {
        return "rappel-" + lab;
    }

    String gateway() {
        return subnet.address(1);
    }

    /**
     * Makes the network of a lab.
     *
     * @param attempt as in {@link Labels#ATTEMPT}
     */
    static Network make(Docker docker, String lab, String attempt)
            throws Failure, InterruptedException {
        List<Subnet> taken = taken(docker);
        String last = "";
        int tries = 0;
        for (Subnet candidate : Subnet.candidates()) {
            if (taken.stream().anyMatch(candidate::overlaps)) {
                continue;
            }
            if (tries++ == TRIES) {
                break;
            }
            LocalCommand.Result result = create(docker, lab, attempt, candidate);
            if (result.ok()) {
                return new Network(nameFor(lab), candidate);
            }
            last = String.join(" ", result.lastLines(1));
            if (last.contains("already exists")) {
                throw Failure.of(Failure.Kind.REFUSED, "there is a lab named " + lab + " already")
                        .why(last)
                        .help("rappel lab down --name " + lab + " removes it");
            }
            if (!last.contains("overlap")) {
                break;
            }
        }
        throw Failure.of(Failure.Kind.FAILED, "cannot make a network for the lab")
                .why(last.isEmpty() ? "every block of addresses that it may use is taken" : last);
    }

    /** The network of a lab that is up, or half-made. */
    static Optional<Network> of(Docker docker, String lab) throws Failure, InterruptedException {
        LocalCommand.Result result =
                docker.command(
                                "network",
                                "inspect",
                                "--format",
                                "{{range .IPAM.Config}}{{.Subnet}}{{end}}",
                                nameFor(lab))
                        .run();
        return result.ok()
                ? Subnet.of(result.out()).map(subnet -> new Network(nameFor(lab), subnet))
                : Optional.empty();
    }

    private static LocalCommand.Result create(
            Docker docker, String lab, String attempt, Subnet subnet)
            throws Failure, InterruptedException {
        return docker.command(
                        "network",
                        "create",
                        "--driver",
                        "bridge",
                        "--subnet",
                        subnet.toString(),
                        "--gateway",
                        subnet.address(1),
                        "--label",
                        Labels.LAB + "=" + lab,
                        "--label",
                        Labels.ATTEMPT + "=" + attempt,
                        nameFor(lab))
                .run();
    }

    /** What may not be taken: Docker's blocks, and the addresses and routes of this machine. */
    static List<Subnet> taken(Docker docker) throws Failure, InterruptedException {
        List<Subnet> all = new ArrayList<>();
        List<String> inspect =
                new ArrayList<>(
                        List.of(
                                "network",
                                "inspect",
                                "--format",
                                "{{range .IPAM.Config}}{{.Subnet}}\n{{end}}"));
        inspect.addAll(docker.lines("network", "ls", "-q"));
        // A network may vanish between the two commands; what is printed of the others still
        // counts.
        docker.command(inspect).run().out().lines().forEach(l -> Subnet.of(l).ifPresent(all::add));
        all.addAll(addresses());
        all.addAll(routes(Path.of("/proc/net/route")));
        return all;
    }

    private static List<Subnet> addresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(nic -> nic.getInterfaceAddresses().stream())
                    .filter(address -> address.getAddress() instanceof Inet4Address)
                    .flatMap(address -> Subnet.of(text(address)).stream())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String text(InterfaceAddress address) {
        return address.getAddress().getHostAddress() + "/" + address.getNetworkPrefixLength();
    }

    /**
     * Reads Linux's table: destination in column 2 and mask in column 8, both in hexadecimal with
     * the lowest byte first. The default route forbids nothing.
     */
    static List<Subnet> routes(Path table) {
        try {
            return Files.readAllLines(table).stream()
                    .skip(1)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns.length > 7)
                    .map(columns ->
                            new Subnet(turned(columns[1]), Long.bitCount(turned(columns[7]))))
                    .filter(subnet -> subnet.bits() > 0)
                    .toList();
        } catch (IOException e) {
            // Not Linux: Docker then runs in a machine of its own, whose routes we do not see.
            return List.of();
        }
    }

    private static long turned(String hexadecimal) {
        return Integer.toUnsignedLong(
                Integer.reverseBytes(Integer.parseUnsignedInt(hexadecimal, 16)));
    }
}
