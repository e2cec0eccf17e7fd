package dev.rappel.cli.rehearsal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** An archive as etcd publishes them, with programs that are a header and no more. */
public final class Release {
    static final List<String> PROGRAMS = List.of("etcd", "etcdctl", "etcdutl");

    private static final int BLOCK = 512;

    private Release() {}

    /** Writes it into a folder. */
    public static Path make(Path folder) throws IOException {
        String stem = "etcd-v" + Cluster.NEW + "-linux-amd64";
        Path file = folder.resolve(stem + ".tar.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(entry(stem + "/", 0, '5'));
            for (String name : PROGRAMS) {
                out.write(entry(stem + "/" + name, BLOCK, '0'));
                out.write(program(name));
            }
            out.write(new byte[2 * BLOCK]);
        }
        return file;
    }

    private static byte[] entry(String path, int size, char type) {
        byte[] header = new byte[BLOCK];
        put(header, 0, path);
        put(header, 124, "%011o".formatted(size));
        header[156] = (byte) type;
        return header;
    }

    /** An ELF header for x86-64, which the recorded hosts are, and a name to tell them apart. */
    private static byte[] program(String name) {
        byte[] bytes = Arrays.copyOf(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}, BLOCK);
        bytes[18] = 62;
        put(bytes, 64, name);
        return bytes;
    }

    private static void put(byte[] into, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, into, at, bytes.length);
    }
}
