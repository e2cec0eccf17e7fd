package dev.rappel.lab.cluster;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.release.Release;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
                    LocalCommand.Result result = host.exec(HostScript.CLEAR, "keep-user");
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

    /** Puts the programs in place; needs nothing but an empty place. */
    void putPrograms(Host host) throws Failure, InterruptedException {
        String folder = Layout.of(spec.style()).programs();
        Map<String, Path> programs = new TreeMap<>();
        programs.put("etcd", release.etcd());
        programs.put("etcdctl", release.etcdctl());
        release.etcdutl().ifPresent(path -> programs.put("etcdutl", path));
        Each.of(
                List.copyOf(programs.entrySet()),
                program -> {
                    host.put(
                            program.getValue(),
                            folder + "/" + program.getKey(),
                            "0755",
                            "root:root");
                    return host;
                });
    }

    /**
     * Writes what the member needs and starts its unit, without waiting for it.
     *
     * @param all every member that the cluster has then
     */
    void begin(Seat seat, List<Member> all, MemberOptions.Birth birth)
            throws Failure, InterruptedException {
        String user = Layout.of(spec.style()).user();
        MemberOptions options = MemberOptions.of(spec, seat.member(), all, token, birth);
        List<ConfigFile> files = new ArrayList<>(certificates(seat));
        files.addAll(MemberFiles.of(spec, options));
        String script =
                HostScript.PREPARE
                        + (spec.separateWal() ? HostScript.PREPARE_WAL : "")
                        + HostScript.install(files)
                        + HostScript.START;
        seat.expectQuietly("installing etcd", script, user);
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
        for (String end : List.of("server", "peer")) {
            Pki.Identity identity = pki.get().issue(name, names);
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
