package dev.rappel.lab.release;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A web server with etcd's archives, either all in one folder with one {@code SHA256SUMS}, or in a
 * folder for each version, as etcd's own releases are.
 *
 * @param name in words for people, without anything secret
 * @param base the folder; a user and password in it are sent as such and shown nowhere
 * @param kind what to call an archive that comes from here
 */
record Mirror(String name, URI base, Origin.Kind kind, Deadlines deadlines)
        implements ReleaseSource {
    /** Where etcd publishes its releases. */
    static final URI ETCD = URI.create("https://github.com/etcd-io/etcd/releases/download");

    private static final long SUMS_AT_MOST = 1 << 20;
    private static final long ARCHIVE_AT_MOST = 512 << 20;

    static Mirror ofEtcd(URI base, Deadlines deadlines) {
        return new Mirror(
                "etcd's own downloads (" + Download.shown(base) + ")",
                base,
                Origin.Kind.OFFICIAL,
                deadlines);
    }

    static Mirror ofUser(URI base, Deadlines deadlines) {
        return new Mirror(
                "RAPPEL_RELEASES (" + Download.shown(base) + ")",
                base,
                Origin.Kind.MIRROR,
                deadlines);
    }

    @Override
    public Outcome fetch(ReleaseId id, Path work, Progress.Step step)
            throws Failure, InterruptedException {
        try (Download download = new Download(deadlines)) {
            boolean perVersionOnly = kind == Origin.Kind.OFFICIAL;
            String reason = "it has no " + id.archiveName() + " (HTTP 404)";
            for (String folder : List.of(id.versionFolder() + "/", "")) {
                if (folder.isEmpty() && perVersionOnly) {
                    break;
                }
                step.now(Download.shown(base));
                Path sums = work.resolve(ReleaseId.SUMS);
                Download.Result result = get(download, folder + ReleaseId.SUMS, sums, step);
                if (result instanceof Download.Result.Trouble(String trouble)) {
                    return new Outcome.Absent(trouble);
                }
                if (result instanceof Download.Result.NotThere) {
                    continue;
                }
                Optional<String> promised = Checksums.read(sums).of(id.archiveName());
                if (promised.isEmpty()) {
                    reason =
                            "its %s has no line for %s".formatted(ReleaseId.SUMS, id.archiveName());
                    continue;
                }
                return archive(download, id, folder, promised.get(), work, step);
            }
            return new Outcome.Absent(reason);
        } catch (IOException e) {
            throw DiskTrouble.of("downloading " + id, work, e);
        }
    }

    private Outcome archive(
            Download download,
            ReleaseId id,
            String folder,
            String promised,
            Path work,
            Progress.Step step)
            throws Failure, InterruptedException {
        Path archive = work.resolve(id.archiveName());
        return switch (get(download, folder + id.archiveName(), archive, step)) {
            case Download.Result.Done done ->
                    new Outcome.Found(archive, promised, new Origin(kind, plain(folder)));
            case Download.Result.NotThere notThere ->
                    new Outcome.Absent(
                            "it lists %s and does not have it (HTTP 404)"
                                    .formatted(id.archiveName()));
            case Download.Result.Trouble trouble -> new Outcome.Absent(trouble.reason());
        };
    }

    private Download.Result get(Download download, String path, Path to, Progress.Step step)
            throws Failure, InterruptedException {
        long most = path.endsWith(ReleaseId.SUMS) ? SUMS_AT_MOST : ARCHIVE_AT_MOST;
        return download.get(URI.create(plain(path)), authorization(), to, most, step);
    }

    /** The address below this mirror, without user and password. */
    private String plain(String path) {
        String authority = Download.shown(base);
        String root = base.getRawPath() == null ? "" : base.getRawPath().replaceFirst("/+$", "");
        return base.getScheme() + "://" + authority + root + "/" + path;
    }

    private Optional<String> authorization() {
        return Optional.ofNullable(base.getUserInfo())
                .map(user ->
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }
}
