package dev.rappel.modules.etcd.snapshot;

import dev.rappel.engine.text.Failure;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A snapshot on disk: the database as etcd wrote it, and the SHA-256 of it in the last 32 bytes.
 *
 * @param size bytes, the hash included
 * @param sha256 of the database, as it stands at the end
 */
public record SnapshotFile(Path file, long size, String sha256) {
    private static final int HASH = 32;
    private static final int SECTOR = 512;
    private static final int META = 80;
    private static final int MAGIC = 0xED0CDAED;
    private static final int VERSION = 2;

    /**
     * Reads all of a file and checks what it says about itself: its size, the hash at its end, and
     * the two pages in which the database keeps its root and its extent.
     *
     * @throws Failure of kind FAILED that says what is wrong with it
     */
    public static SnapshotFile verified(Path file) throws Failure {
        try {
            long size = Files.size(file);
            if (size % SECTOR != HASH || size < META + HASH) {
                throw broken(
                        file,
                        "its size of " + size + " bytes is not that of a database and its hash");
            }
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] trailer = new byte[HASH];
            try (var in = new RandomAccessFile(file.toFile(), "r")) {
                byte[] part = new byte[1 << 16];
                long left = size - HASH;
                while (left > 0) {
                    int read = in.read(part, 0, (int) Math.min(part.length, left));
                    if (read < 0) {
                        throw new EOFException();
                    }
                    digest.update(part, 0, read);
                    left -= read;
                }
                in.readFully(trailer);
                byte[] hash = digest.digest();
                if (!MessageDigest.isEqual(hash, trailer)) {
                    throw broken(file, "its content does not have the hash at its end");
                }
                metas(file, in, size - HASH);
            }
            return new SnapshotFile(file, size, HexFormat.of().formatHex(trailer));
        } catch (IOException e) {
            throw broken(file, "it cannot be read: " + e.getMessage());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One of the two must be whole, and the newer whole one must not reach past the end. */
    private static void metas(Path file, RandomAccessFile in, long end)
            throws IOException, Failure {
        Optional<Meta> first = meta(in, 0);
        // Where the first is damaged its page size is not known; a page has at least 1 KiB.
        Optional<Meta> second = Optional.empty();
        for (long page = first.map(Meta::page).orElse(1024L);
                second.isEmpty() && page <= 1 << 16 && page + META <= end;
                page *= 2) {
            second = meta(in, page);
            if (first.isPresent()) {
                break;
            }
        }
        Optional<Meta> newer =
                Stream.concat(first.stream(), second.stream())
                        .max(Comparator.comparingLong(Meta::txid));
        if (newer.isEmpty()) {
            throw broken(file, "neither of its meta pages is whole");
        }
        long has = end / newer.get().page;
        if (newer.get().pages > has) {
            throw broken(file, "it should have " + newer.get().pages + " pages and has " + has);
        }
    }

    private record Meta(long page, long pages, long txid) {}

    private static Optional<Meta> meta(RandomAccessFile in, long at) throws IOException {
        byte[] bytes = new byte[META];
        in.seek(at);
        in.readFully(bytes);
        ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean whole =
                fields.getInt(16) == MAGIC
                        && fields.getInt(20) == VERSION
                        && fields.getInt(24) > 0
                        && fields.getLong(72) == fnv1a(bytes, 16, 72);
        return whole
                ? Optional.of(new Meta(fields.getInt(24), fields.getLong(56), fields.getLong(64)))
                : Optional.empty();
    }

    static long fnv1a(byte[] bytes, int from, int to) {
        long hash = 0xcbf29ce484222325L;
        for (int i = from; i < to; i++) {
            hash = (hash ^ (bytes[i] & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    private static Failure broken(Path file, String why) {
        return Failure.of(Failure.Kind.FAILED, "the snapshot " + file + " is not whole")
                .why(why)
                .help("take another one");
    }
}
