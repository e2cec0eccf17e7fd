package dev.rappel.modules.etcd.host;

import dev.rappel.engine.module.Content;
import dev.rappel.engine.text.Failure;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The programs of a release on this machine, taken out of their archive once and kept by its hash.
 *
 * @param programs by name: etcd, etcdctl and, from 3.5 on, etcdutl
 */
record LocalRelease(Map<String, Content.Local> programs) {
    static final List<String> NAMES = List.of("etcd", "etcdctl", "etcdutl");

    LocalRelease {
        programs = Map.copyOf(programs);
    }

    /** The programs of an archive, whose hash was worked out before. */
    static LocalRelease of(Content.Local archive, Sums sums) throws Failure {
        return of(archive, sums, cache());
    }

    static LocalRelease of(Content.Local archive, Sums sums, Path cache) throws Failure {
        Path folder = cache.resolve(archive.sha256());
        try {
            if (!Files.isDirectory(folder)) {
                unpack(archive, cache, folder);
            }
            Map<String, Content.Local> programs = new HashMap<>();
            for (String name : NAMES) {
                Path file = folder.resolve(name);
                if (Files.isRegularFile(file)) {
                    // What lies there may have been changed since it was taken out.
                    String sha256 = sums.ofHere(archive.sha256() + ":" + name, file);
                    programs.put(name, new Content.Local(file, sha256, Files.size(file)));
                }
            }
            return new LocalRelease(programs);
        } catch (IOException e) {
            throw unreadable(archive.file(), Optional.ofNullable(e.getMessage()).orElse(""))
                    .cause(e);
        }
    }

    /** Where a program lies once {@link #of} took it out. */
    static Path place(Content.Local archive, String name) {
        return cache().resolve(archive.sha256()).resolve(name);
    }

    private static void unpack(Content.Local archive, Path cache, Path folder)
            throws IOException, Failure {
        Files.createDirectories(cache);
        Path fresh = Files.createTempDirectory(cache, "new-");
        try {
            Set<String> found = TarReader.extract(archive.file(), Set.copyOf(NAMES), fresh);
            if (!found.contains("etcd")) {
                throw unreadable(archive.file(), "there is no etcd in it");
            }
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException _) {
            // Somebody else was quicker; both took out the same.
        } finally {
            remove(fresh);
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    static Failure unreadable(Path archive, String why) {
        return Failure.of(Failure.Kind.INVALID, archive + " is not a release of etcd")
                .why(why)
                .help("give the etcd-v….tar.gz as etcd publishes it");
    }

    static Path cache() {
        String set = Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).orElse("");
        Path base =
                set.startsWith("/")
                        ? Path.of(set)
                        : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("rappel").resolve("programs");
    }
}
