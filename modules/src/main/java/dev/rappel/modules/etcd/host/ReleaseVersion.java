package dev.rappel.modules.etcd.host;

import dev.rappel.engine.module.Content;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Version;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version that a release's archive says it is of, by the folder that etcd packs its programs
 * in: enough to refuse a wrong archive before anything of it is sent to a host.
 */
final class ReleaseVersion {
    private static final Pattern FOLDER = Pattern.compile("(?:\\./)?etcd-v([0-9][^/]*?)-linux-.*");

    private ReleaseVersion() {}

    /** Empty where the archive is packed in another way; the hosts find out then. */
    static Optional<Version> of(Content.Local archive) throws Failure {
        try {
            return of(TarReader.first(archive.file()));
        } catch (IOException e) {
            throw LocalRelease.unreadable(archive.file(), String.valueOf(e.getMessage())).cause(e);
        }
    }

    static Optional<Version> of(String path) {
        Matcher named = FOLDER.matcher(path);
        return named.matches() ? Version.parse(named.group(1)) : Optional.empty();
    }

    /** Refuses an archive that says that it is of another version. */
    static void check(Content.Local archive, Version wanted) throws Failure {
        Optional<Version> found = of(archive);
        if (found.filter(v -> !v.equals(wanted)).isPresent()) {
            String version = wanted.written().replaceFirst("^v", "");
            throw Failure.of(
                            Failure.Kind.INVALID,
                            archive.file()
                                    + " is etcd "
                                    + found.get().written()
                                    + ", and "
                                    + version
                                    + " is wanted")
                    .help("give the archive of " + version + ": -e etcd_archive=…");
        }
    }
}
