package dev.rappel.lab.release;

import dev.rappel.engine.text.Failure;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Unpacks an archive in etcd's layout and trusts nothing in it: files and folders only, all below
 * the one top folder, of bounded size.
 *
 * @param limits what an archive may hold at most
 */
record ArchiveReader(Limits limits) {
    /**
     * etcd's largest program has under 40 MB, an archive of three about 70 MB unpacked, with some
     * dozens of files.
     */
    record Limits(long fileBytes, long allBytes, int entries) {
        static Limits usual() {
            return new Limits(256L << 20, 1L << 30, 5_000);
        }
    }

    /**
     * Unpacks into an empty folder. What was written before a failure stays; the caller removes it.
     *
     * @throws Failure when the archive is not one that etcd would publish, or the disk is full
     */
    void unpack(Path archive, ReleaseId id, Path into) throws Failure, InterruptedException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
                InputStream unzipped = new GZIPInputStream(file, 1 << 16);
                TarArchiveInputStream tar = new TarArchiveInputStream(unzipped)) {
            long all = 0;
            int count = 0;
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                check(archive, id, entry);
                count++;
                all += entry.getSize();
                if (count > limits.entries() || all > limits.allBytes()) {
                    throw refused(archive, "it unpacks to more than any release of etcd");
                }
                extract(archive, tar, entry, into.resolve(entry.getName()));
            }
            // The compressor's own checksum stands at the very end.
            unzipped.skip(Long.MAX_VALUE);
        } catch (EOFException e) {
            throw refused(archive, "it ends too early: it is only a part of an archive").cause(e);
        } catch (ZipException e) {
            throw refused(archive, "it is not a sound .tar.gz: " + e.getMessage()).cause(e);
        } catch (ClosedByInterruptException e) {
            throw DiskTrouble.of("unpacking", archive, e);
        } catch (IOException | IllegalArgumentException e) {
            throw refused(archive, "it cannot be read: " + e.getMessage()).cause(e);
        }
        for (String program : new String[] {"etcd", "etcdctl", "etcdutl"}) {
            Path path = into.resolve(id.topFolder()).resolve(program);
            boolean needed = !program.equals("etcdutl") || id.version().hasEtcdutl();
            if (needed && !Files.isExecutable(path)) {
                throw refused(archive, "it has no program " + id.topFolder() + "/" + program);
            }
        }
    }

    private void check(Path archive, ReleaseId id, TarArchiveEntry entry) throws Failure {
        String name = entry.getName();
        if (name.startsWith("/")) {
            throw refused(archive, "it holds an absolute path, " + quoted(name));
        }
        String[] segments = name.split("/", -1);
        if (Arrays.asList(segments).contains("..")) {
            throw refused(archive, "it holds a path that leads out of it, " + quoted(name));
        }
        if (!segments[0].equals(id.topFolder())) {
            throw refused(
                    archive,
                    "it holds %s, which is not in %s/".formatted(quoted(name), id.topFolder()));
        }
        if (entry.isSymbolicLink() || entry.isLink()) {
            throw refused(archive, "it holds a link, " + quoted(name));
        }
        if (!isPlain(entry)) {
            throw refused(archive, "it holds something that is no plain file, " + quoted(name));
        }
        if (entry.getSize() < 0 || entry.getSize() > limits.fileBytes()) {
            throw refused(archive, quoted(name) + " in it is larger than any file of etcd's");
        }
    }

    /** By the flag in the header: {@code isFile} says yes to devices, too. */
    private static boolean isPlain(TarArchiveEntry entry) {
        byte flag = entry.getLinkFlag();
        return flag == TarConstants.LF_NORMAL
                || flag == TarConstants.LF_OLDNORM
                || flag == TarConstants.LF_DIR;
    }

    private static void extract(
            Path archive, InputStream content, TarArchiveEntry entry, Path target)
            throws Failure, IOException, InterruptedException {
        if (entry.isDirectory()) {
            writing(target, () -> Files.createDirectories(target));
            return;
        }
        if (Files.exists(target)) {
            throw refused(archive, "it holds %s twice".formatted(quoted(entry.getName())));
        }
        writing(target, () -> Files.createDirectories(target.toAbsolutePath().getParent()));
        boolean program = (entry.getMode() & 0111) != 0;
        byte[] buffer = new byte[1 << 16];
        // The disk's errors must not be taken for the archive's: each is told at its own place.
        OutputStream out = opened(target);
        try {
            for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                int count = n;
                writing(target, () -> out.write(buffer, 0, count));
            }
        } finally {
            writing(target, out::close);
        }
        writing(
                target,
                () ->
                        Files.setPosixFilePermissions(
                                target,
                                PosixFilePermissions.fromString(
                                        program ? "rwxr-xr-x" : "rw-r--r--")));
    }

    private static OutputStream opened(Path target) throws Failure, InterruptedException {
        try {
            return Files.newOutputStream(target, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw DiskTrouble.of("unpacking", target, e);
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void writing(Path target, Step step) throws Failure, InterruptedException {
        try {
            step.run();
        } catch (IOException e) {
            throw DiskTrouble.of("unpacking", target, e);
        }
    }

    private static Failure refused(Path archive, String why) {
        return Failure.of(Failure.Kind.REFUSED, archive.getFileName() + " is not unpacked")
                .why(why)
                .help("get the archive again from a place that you trust");
    }

    /** Names in archives come from anywhere: shown without control characters, cut to one line. */
    private static String quoted(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", "?");
        return "`" + (plain.length() > 80 ? plain.substring(0, 79) + "…" : plain) + "`";
    }
}
