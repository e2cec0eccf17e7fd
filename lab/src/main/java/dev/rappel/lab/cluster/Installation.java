package dev.rappel.lab.cluster;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.release.Release;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings members onto hosts: takes away what was there, installs, starts, waits. */
record Installation(
        ClusterSpec spec, Optional<Pki> pki, Release release, String token, Duration patience) {
    /**
     * No member starts before every old one is gone: it would meet the old one at its address and
     * be told that it "has already been bootstrapped".
     */
    static void clear(List<Host> hosts) throws Failure, InterruptedException {
        Each.of(
                hosts,
                host -> {
                    LocalCommand.Result result = host.exec(HostScript.CLEAR);
                    if (!result.ok()) {
                        throw Failure.of(
                                        Failure.Kind.FAILED,
                                        host.name() + " cannot become a member")
                                .why("another program has port 2379 or 2380 and does not go")
                                .help("reset the host: rappel lab down, then up")
                                .evidence(result.lastLines(5));
                    }
                    return host;
                });
    }

    /** Puts the programs in place, all at once: each way into a host costs more than the copy. */
    void putPrograms(Host host) throws Failure, InterruptedException {
        List<String> words = new ArrayList<>();
        words.addAll(List.of("sh", "-c", PACK_INTO, "sh", host.container()));
        words.addAll(List.of(HostScript.UNPACK, Layout.of(spec.style()).programs()));
        words.addAll(List.of(release.folder().toString(), "etcd", "etcdctl"));
        release.etcdutl().ifPresent(_ -> words.add("etcdutl"));
        LocalCommand.Result result = LocalCommand.of(words).within(Duration.ofMinutes(2)).run();
        if (!result.ok()) {
            throw Failure.of(Failure.Kind.FAILED, "cannot put etcd on host " + host.name())
                    .why(String.join(" ", result.lastLines(1)));
        }
    }

    private static final String PACK_INTO =
            """
            container=$1 unpack=$2 programs=$3 folder=$4
            shift 4
            tar -c -f - --mode=0755 -C "$folder" "$@" |
              docker exec -i "$container" sh -c "$unpack" sh "$programs"
            """;

    /**
     * Writes what the member needs and starts its unit, without waiting for it.
     *
     * @param all every member that the cluster has then
     */
    void begin(Seat seat, List<Member> all, MemberOptions.Birth birth)
            throws Failure, InterruptedException {
        MemberOptions options = MemberOptions.of(spec, seat.member(), all, token, birth);
        List<ConfigFile> files = new ArrayList<>(certificates(seat));
        files.addAll(MemberFiles.of(spec, options));
        List<String> arguments = new ArrayList<>();
        arguments.add(Layout.of(spec.style()).user());
        arguments.add("/var/lib/etcd");
        if (spec.separateWal()) {
            arguments.add(Layout.WAL_HOME);
        }
        seat.expect("installing etcd", HostScript.START, ConfigArchive.of(files), arguments);
    }

    private List<ConfigFile> certificates(Seat seat) throws Failure {
        if (pki.isEmpty()) {
            return List.of();
        }
        String user = Layout.of(spec.style()).user();
        String name = seat.member().name();
        List<String> names = List.of(seat.member().address(), "127.0.0.1", "localhost", name);
        List<ConfigFile> files = new ArrayList<>();
        files.add(ConfigFile.ofRoot(Layout.PKI + "/ca.pem", pki.get().caText()));
        // Two certificates and one key, as kubespray has it; an RSA key takes long to find.
        KeyPair key = pki.get().newKey();
        for (String end : List.of("server", "peer")) {
            Pki.Identity identity = pki.get().issue(name, names, key);
            files.add(ConfigFile.ofRoot(Layout.PKI + "/" + end + ".pem", identity.certificate()));
            files.add(
                    new ConfigFile(
                            Layout.PKI + "/" + end + "-key.pem", "0600", user, identity.key()));
        }
        return files;
    }

    Readiness readiness() {
        return new Readiness(Optional.of(spec.version()), spec.tls(), patience);
    }
}
