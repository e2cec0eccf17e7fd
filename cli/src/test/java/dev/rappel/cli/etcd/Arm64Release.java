package dev.rappel.cli.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.lab.process.LocalCommand;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * An archive in the layout of etcd's releases, with programs for arm64: real ones, which do nothing
 * but end.
 */
final class Arm64Release {
    private static final long BASE = 0x400000;
    private static final int HEADER = 64;
    private static final int SEGMENT = 56;
    private static final short AARCH64 = 183;

    /** {@code mov x0, #0; mov x8, #93; svc #0}: exit(0). */
    private static final int[] CODE = {0xd2800000, 0xd2800ba8, 0xd4000001};

    private static final int SIZE = HEADER + SEGMENT + 4 * CODE.length;

    private Arm64Release() {}

    static Path of(String version, Path folder) throws Exception {
        String top = "etcd-v" + version + "-linux-arm64";
        Files.createDirectories(folder.resolve(top));
        for (String name : new String[] {"etcd", "etcdctl", "etcdutl"}) {
            Files.write(folder.resolve(top).resolve(name), program());
        }
        Path archive = folder.resolve(top + ".tar.gz");
        LocalCommand.Result packed =
                LocalCommand.of("tar", "-czf", archive.toString(), "-C", folder.toString(), top)
                        .within(Duration.ofSeconds(30))
                        .run();
        assertThat(packed.ok()).as(packed.err()).isTrue();
        return archive;
    }

    private static byte[] program() {
        ByteBuffer elf = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
        elf.putShort((short) 2).putShort(AARCH64).putInt(1);
        elf.putLong(BASE + HEADER + SEGMENT).putLong(HEADER).putLong(0).putInt(0);
        elf.putShort((short) HEADER).putShort((short) SEGMENT).putShort((short) 1);
        elf.position(HEADER);
        elf.putInt(1).putInt(5).putLong(0).putLong(BASE).putLong(BASE);
        elf.putLong(SIZE).putLong(SIZE).putLong(0x10000);
        for (int word : CODE) {
            elf.putInt(word);
        }
        return elf.array();
    }
}
