package dev.rappel.lab.release;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.process.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * etcd 3.4.23 from Debian 12's packages {@code etcd-server} and {@code etcd-client}: downloaded and
 * checked by apt, unpacked, never installed. It needs glibc 2.34 or newer where it runs.
 *
 * @param deadline for each call of apt or dpkg
 */
record DebianPackages(Duration deadline) implements ReleaseSource {
    static final EtcdVersion VERSION = new EtcdVersion(3, 4, 23);

    @Override
    public String name() {
        return "Debian's packages";
    }

    @Override
    public Outcome fetch(ReleaseId id, Path work, Progress.Step step)
            throws Failure, InterruptedException {
        if (!id.version().equals(VERSION)) {
            return new Outcome.Absent("they have " + VERSION + " only");
        }
        try {
            LocalCommand.of("apt-get", "--version").within(deadline).run();
            LocalCommand.of("dpkg-deb", "--version").within(deadline).run();
        } catch (Failure noProgram) {
            return new Outcome.Absent("this machine has no apt-get and dpkg-deb");
        }
        try {
            Path packages = Files.createDirectories(work.resolve("packages"));
            step.now("apt-get download etcd-server etcd-client");
            LocalCommand.Result result = apt(packages, List.of(), download(id)).run();
            if (!result.ok()) {
                step.now("apt-get update, into a folder of its own");
                List<String> own = ownLists(work.resolve("apt"));
                apt(packages, own, List.of("update")).run();
                step.now("apt-get download etcd-server etcd-client");
                result = apt(packages, own, download(id)).run();
            }
            return result.ok()
                    ? repack(id, packages, work, step)
                    : failed(result.lastLines(6), work);
        } catch (IOException e) {
            throw DiskTrouble.of("repacking Debian's etcd", work, e);
        }
    }

    /**
     * Options by which apt keeps package lists of its own, for a machine that has none or old ones:
     * nothing of the machine is changed, and one need not be root.
     */
    private static List<String> ownLists(Path apt) throws IOException {
        Path lists = apt.resolve("lists");
        Path cache = apt.resolve("cache");
        Files.createDirectories(lists.resolve("partial"));
        Files.createDirectories(cache.resolve("archives/partial"));
        return List.of("-o", "Dir::State::Lists=" + lists, "-o", "Dir::Cache=" + cache);
    }

    private Outcome repack(ReleaseId id, Path packages, Path work, Progress.Step step)
            throws IOException, Failure, InterruptedException {
        Path root = Files.createDirectories(work.resolve("root"));
        List<Path> files;
        try (Stream<Path> all = Files.list(packages)) {
            files = all.filter(f -> f.toString().endsWith(".deb")).sorted().toList();
        }
        String version = "";
        for (Path file : files) {
            step.now("unpacking " + file.getFileName());
            LocalCommand.Result result =
                    LocalCommand.of("dpkg-deb", "-x", file.toString(), root.toString())
                            .within(deadline)
                            .run();
            if (!result.ok()) {
                return failed(result.lastLines(6), work);
            }
            version =
                    LocalCommand.of("dpkg-deb", "-f", file.toString(), "Version")
                            .within(deadline)
                            .expect()
                            .out()
                            .strip();
        }
        Path archive = work.resolve(id.archiveName());
        step.now("packing");
        Path bin = root.resolve("usr/bin");
        ArchiveWriter.write(
                id,
                Map.of("etcd", bin.resolve("etcd"), "etcdctl", bin.resolve("etcdctl")),
                """
                etcd %s for linux-%s: the programs of Debian's packages etcd-server and etcd-client %s.
                Debian built and patched them; they are not etcd's own release.
                """
                        .formatted(id.version(), id.arch(), version),
                archive);
        return new Outcome.Found(
                archive,
                Sha256.of(archive),
                new Origin(Origin.Kind.DEBIAN, "Debian's etcd-server and etcd-client " + version));
    }

    private static List<String> download(ReleaseId id) {
        String suffix = ":" + id.arch().debianWord() + "=" + VERSION + "*";
        return List.of("download", "etcd-server" + suffix, "etcd-client" + suffix);
    }

    private LocalCommand apt(Path folder, List<String> options, List<String> words) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "apt-get",
                                "-q",
                                // As root apt would hand the download to a user who may not write
                                // here.
                                "-o",
                                "APT::Sandbox::User=root",
                                "-o",
                                "APT::Get::AllowUnauthenticated=false",
                                "-o",
                                "Acquire::Retries=1",
                                "-o",
                                "Acquire::http::Timeout=15"));
        all.addAll(options);
        all.addAll(words);
        return LocalCommand.of(all).in(folder).within(deadline).with("LC_ALL", "C");
    }

    private static Outcome failed(List<String> lines, Path work) throws Failure {
        Optional<Failure> full = DiskTrouble.in(lines, "unpacking Debian's etcd", work);
        if (full.isPresent()) {
            throw full.get();
        }
        return new Outcome.Absent(
                lines.isEmpty() ? "apt-get failed" : lines.getLast().replaceFirst("^E: ", ""),
                lines);
    }
}
