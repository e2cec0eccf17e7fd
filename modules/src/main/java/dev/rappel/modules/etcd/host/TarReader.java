package dev.rappel.modules.etcd.host;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** Takes single files out of a {@code .tar.gz}; never makes a path that the archive names. */
final class TarReader {
    private static final int BLOCK = 512;
    private static final long MOST = 1L << 30;

    private TarReader() {}

    /**
     * Writes regular files of these base names into a folder, under these names.
     *
     * @return the names that were found
     */
    static Set<String> extract(Path archive, Set<String> names, Path into) throws IOException {
        Set<String> found = new HashSet<>();
        try (InputStream in =
                new BufferedInputStream(
                        new GZIPInputStream(Files.newInputStream(archive), 1 << 16), 1 << 16)) {
            byte[] header = new byte[BLOCK];
            while (in.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
                long size = octal(header, 124, 12);
                if (size < 0 || size > MOST) {
                    throw new IOException("an entry of " + size + " bytes");
                }
                String path = text(header, 0, 100);
                String name = path.substring(path.lastIndexOf('/') + 1);
                boolean file = header[156] == '0' || header[156] == 0;
                long left = size;
                if (file && names.contains(name) && depth(path) <= 1 && found.add(name)) {
                    try (OutputStream out = Files.newOutputStream(into.resolve(name))) {
                        left -= copy(in, out, size);
                    }
                }
                in.skipNBytes(left + (BLOCK - size % BLOCK) % BLOCK);
            }
        }
        return found;
    }

    /** The path of the first entry; empty where there is none. */
    static String first(Path archive) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(archive))) {
            byte[] header = new byte[BLOCK];
            return in.readNBytes(header, 0, BLOCK) == BLOCK ? text(header, 0, 100) : "";
        }
    }

    /** How many folders a path has; {@code ./} counts for none. */
    private static long depth(String path) {
        return path.replaceFirst("^\\./", "").chars().filter(c -> c == '/').count();
    }

    private static long copy(InputStream in, OutputStream out, long size) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long left = size;
        while (left > 0) {
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                throw new EOFException("the archive ends in the middle of a file");
            }
            out.write(buffer, 0, n);
            left -= n;
        }
        return size;
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }

    private static long octal(byte[] header, int from, int length) throws IOException {
        String digits = text(header, from, length).strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException e) {
            throw new IOException("not a tar archive", e);
        }
    }
}
