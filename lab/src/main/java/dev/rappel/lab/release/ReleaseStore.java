package dev.rappel.lab.release;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.CacheFolder;
import dev.rappel.lab.process.Progress;
import dev.rappel.lab.release.ReleaseSource.Outcome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The archives of etcd releases on this machine, in a folder for each version as etcd publishes
 * them ({@code v3.7.1/etcd-v3.7.1-linux-amd64.tar.gz} beside {@code v3.7.1/SHA256SUMS}), so that a
 * store can be another machine's mirror. An archive that someone puts there is as good as one that
 * we got. Every archive is compared with its checksum each time it is asked for.
 *
 * <p>Several processes may use one store at the same time: one gets a release, the others wait.
 */
public final class ReleaseStore {
    /** The last release of 3.4, the one that a cluster can be brought down to. */
    public static final EtcdVersion LAST_34 = new EtcdVersion(3, 4, 45);

    private final Path folder;
    private final Map<String, String> environment;
    private final URI etcd;
    private final Deadlines deadlines;
    private final Unpacked unpacked;

    /**
     * A store in a folder, which is made when it is needed.
     *
     * @param environment looked at for {@code RAPPEL_RELEASES}
     */
    public ReleaseStore(Path folder, Map<String, String> environment, Deadlines deadlines) {
        this(folder, environment, Mirror.ETCD, deadlines);
    }

    /**
     * @param etcd where etcd's own downloads are
     */
    ReleaseStore(Path folder, Map<String, String> environment, URI etcd, Deadlines deadlines) {
        this.folder = folder.toAbsolutePath().normalize();
        this.environment = Map.copyOf(environment);
        this.etcd = etcd;
        this.deadlines = deadlines;
        this.unpacked = new Unpacked(this.folder.resolve("unpacked"));
    }

    /** The store of this user. */
    public static ReleaseStore ofThisUser() {
        return new ReleaseStore(
                CacheFolder.ofThisUser().releases(), System.getenv(), Deadlines.usual());
    }

    public Path folder() {
        return folder;
    }

    /**
     * The release, from the store or from the first source that has it.
     *
     * @throws Failure when no source has it (refused; the evidence is what each of them said), when
     *     an archive is not what its checksum promises (refused), or when the disk is full
     */
    public Release get(EtcdVersion version, Arch arch, Progress progress)
            throws Failure, InterruptedException {
        List<String> answers = new ArrayList<>();
        ReleaseId id = new ReleaseId(version, arch);
        Optional<Release> release = obtain(id, progress, answers);
        if (release.isPresent()) {
            return release.get();
        }
        throw nowhere(id).evidence(answers);
    }

    /**
     * Like {@link #get}, but empty where no source has it.
     *
     * @throws Failure as {@code get}, for everything else
     */
    public Optional<Release> obtain(EtcdVersion version, Arch arch, Progress progress)
            throws Failure, InterruptedException {
        return obtain(new ReleaseId(version, arch), progress, new ArrayList<>());
    }

    /**
     * The newest 3.4 to be had: {@link #LAST_34}, else Debian's 3.4.23, which is too old to take
     * over a cluster from 3.5.
     */
    public Release newest34(Arch arch, Progress progress) throws Failure, InterruptedException {
        Optional<Release> last = obtain(LAST_34, arch, progress);
        return last.isPresent() ? last.get() : get(DebianPackages.VERSION, arch, progress);
    }

    /**
     * The release if the store has it; nothing is fetched or made but the unpacked copy.
     *
     * @throws Failure when the archive is not what its checksum promises
     */
    public Optional<Release> find(EtcdVersion version, Arch arch)
            throws Failure, InterruptedException {
        ReleaseId id = new ReleaseId(version, arch);
        Optional<Path> archive = NamedFolder.archive(folder, id);
        return archive.isEmpty()
                ? Optional.empty()
                : Optional.of(ready(id, archive.get(), Progress.SILENT));
    }

    /** What the store holds, by version; archives are named and not checked. */
    public List<StoredArchive> list() throws Failure, InterruptedException {
        try {
            return new StoreList(folder).all();
        } catch (IOException e) {
            throw DiskTrouble.of("reading " + folder, folder, e);
        }
    }

    private Optional<Release> obtain(ReleaseId id, Progress progress, List<String> answers)
            throws Failure, InterruptedException {
        Optional<Path> stored = NamedFolder.archive(folder, id);
        if (stored.isPresent()) {
            return Optional.of(ready(id, stored.get(), progress));
        }
        try (Progress.Step step = progress.start(id.toString());
                StoreLock _ = lock(id, step);
                WorkFolder work = WorkFolder.make(workFolders(), id)) {
            // While we waited for the lock, another process may have got it.
            if (NamedFolder.archive(folder, id).isEmpty()) {
                answers.add("the store " + folder + ": not there");
                Optional<Outcome.Found> found = firstOf(id, work, step, answers);
                if (found.isEmpty()) {
                    return Optional.empty();
                }
                keep(id, found.get(), work);
                step.done(found.get().origin().toString());
            }
        }
        Optional<Path> now = NamedFolder.archive(folder, id);
        return now.isEmpty() ? Optional.empty() : Optional.of(ready(id, now.get(), progress));
    }

    private Optional<Outcome.Found> firstOf(
            ReleaseId id, WorkFolder work, Progress.Step step, List<String> answers)
            throws Failure, InterruptedException {
        for (ReleaseSource source : ReleaseSources.of(environment, etcd, deadlines).inOrder()) {
            step.now(source.name());
            switch (source.fetch(id, work.fresh(), step)) {
                case Outcome.Found found -> {
                    return Optional.of(found);
                }
                case Outcome.Absent absent -> {
                    answers.add(source.name() + ": " + absent.reason());
                    absent.evidence().forEach(line -> answers.add("  " + line));
                    step.now(source.name() + ": " + absent.reason());
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Checks what a source gave and takes it into the store; what is not sound never gets there.
     */
    private void keep(ReleaseId id, Outcome.Found found, WorkFolder work)
            throws Failure, InterruptedException {
        try {
            String sha256 = checked(found.archive(), found.sha256(), found.origin().toString());
            if (!unpacked.isSound(sha256)) {
                unpacked.unpack(found.archive(), sha256, id, work.fresh());
            }
            Path home = Files.createDirectories(folder.resolve(id.versionFolder()));
            Path archive = home.resolve(id.archiveName());
            // The archive last: from then on the store has it.
            new OriginNote(found.origin(), sha256).write(archive);
            Path sums = home.resolve(ReleaseId.SUMS);
            Checksums.read(sums).with(id.archiveName(), sha256).write(sums);
            Files.move(found.archive(), archive, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw DiskTrouble.of("storing " + id, folder, e);
        }
    }

    private Release ready(ReleaseId id, Path archive, Progress progress)
            throws Failure, InterruptedException {
        try {
            String sha256 = checked(archive, NamedFolder.promised(archive), "in the store");
            if (!unpacked.isSound(sha256)) {
                try (Progress.Step step = progress.start("unpacking " + id);
                        StoreLock _ = lock(id, step);
                        WorkFolder work = WorkFolder.make(workFolders(), id)) {
                    if (!unpacked.isSound(sha256)) {
                        unpacked.unpack(archive, sha256, id, work.fresh());
                    }
                    step.done();
                }
            }
            return new Release(
                    id.version(),
                    id.arch(),
                    archive,
                    sha256,
                    unpacked.programs(sha256, id),
                    OriginNote.read(archive, sha256));
        } catch (IOException e) {
            throw DiskTrouble.of("reading " + archive, folder, e);
        }
    }

    /** The archive's checksum, which is the one that was promised. */
    private String checked(Path archive, String promised, String where)
            throws IOException, Failure {
        String sha256 = Sha256.of(archive);
        if (sha256.equals(promised)) {
            return sha256;
        }
        boolean ours = archive.startsWith(folder) && !archive.startsWith(workFolders());
        throw Failure.of(
                        Failure.Kind.REFUSED,
                        archive.getFileName() + ", " + where + ", has the wrong checksum")
                .why(
                        "its SHA-256 is %s, and %s says %s"
                                .formatted(sha256, ReleaseId.SUMS, promised))
                .help(
                        ours
                                ? "remove it, and it will be got again: rm " + archive
                                : "it is damaged or not what it says; nothing of it was kept");
    }

    private StoreLock lock(ReleaseId id, Progress.Step step) throws Failure, InterruptedException {
        return StoreLock.take(
                workFolders().resolve(id.topFolder() + ".lock"), id, deadlines.lock(), step);
    }

    private Path workFolders() {
        return folder.resolve(".work");
    }

    private Failure nowhere(ReleaseId id) {
        String put =
                "put %s and the %s published with it into %s, or set %s to a folder or mirror that has both"
                        .formatted(
                                id.archiveName(),
                                ReleaseId.SUMS,
                                folder.resolve(id.versionFolder()),
                                ReleaseSources.VARIABLE);
        String here =
                GoModules.PINNED.contains(id.version())
                        ? "; with Go and a way to its modules it is built here"
                        : "; without them there are %s, %s"
                                .formatted(DebianPackages.VERSION, GoModules.pinned());
        return Failure.of(Failure.Kind.REFUSED, id + " cannot be had here")
                .why("no source has it")
                .help(put + here);
    }
}
