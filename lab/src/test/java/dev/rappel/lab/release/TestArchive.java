package dev.rappel.lab.release;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * An archive made for a test, sound or not. The programs are shell scripts that print a version.
 */
final class TestArchive {
    /** A version that is pinned nowhere: no test builds it by accident. */
    static final ReleaseId ID = new ReleaseId(new EtcdVersion(3, 7, 9), Arch.AMD64);

    private final List<TarArchiveEntry> entries = new ArrayList<>();
    private final List<byte[]> contents = new ArrayList<>();

    /** What etcd publishes, in small. */
    static TestArchive sound(ReleaseId id) {
        TestArchive archive = new TestArchive().folder(id.topFolder() + "/");
        for (String program : List.of("etcd", "etcdctl", "etcdutl")) {
            archive.program(id.topFolder() + "/" + program, id.version());
        }
        return archive.file(id.topFolder() + "/README.md", 0644, "a".repeat(200));
    }

    static TestArchive sound() {
        return sound(ID);
    }

    TestArchive folder(String name) {
        return add(new TarArchiveEntry(name, true), new byte[0]);
    }

    TestArchive program(String name, EtcdVersion version) {
        return file(name, 0755, "#!/bin/sh\necho etcd Version: " + version + "\n");
    }

    TestArchive file(String name, int mode, String text) {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setMode(mode);
        return add(entry, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes that no compressor makes smaller. */
    TestArchive noise(String name, int bytes) {
        byte[] noise = new byte[bytes];
        new Random(1).nextBytes(noise);
        return add(new TarArchiveEntry(name, true), noise);
    }

    TestArchive symbolicLink(String name, String target) {
        TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK, true);
        link.setLinkName(target);
        return add(link, new byte[0]);
    }

    TestArchive hardLink(String name, String target) {
        TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_LINK, true);
        link.setLinkName(target);
        return add(link, new byte[0]);
    }

    TestArchive device(String name) {
        return add(new TarArchiveEntry(name, TarConstants.LF_CHR, true), new byte[0]);
    }

    private TestArchive add(TarArchiveEntry entry, byte[] content) {
        if (content.length > 0) {
            entry.setSize(content.length);
        }
        entries.add(entry);
        contents.add(content);
        return this;
    }

    byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (int i = 0; i < entries.size(); i++) {
                tar.putArchiveEntry(entries.get(i));
                tar.write(contents.get(i));
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** The first part of it, as after a connection that broke. */
    byte[] truncated() throws IOException {
        byte[] whole = bytes();
        return Arrays.copyOf(whole, whole.length * 2 / 3);
    }

    Path writeTo(Path folder) throws IOException {
        return Files.write(folder.resolve(ID.archiveName()), bytes());
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text of a SHA256SUMS for one archive. */
    static String sums(ReleaseId id, byte[] archive) {
        return sha256(archive) + "  " + id.archiveName() + "\n";
    }
}
