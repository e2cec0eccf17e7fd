package dev.rappel.modules.etcd.host;

import dev.rappel.engine.module.Content;
import dev.rappel.engine.text.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;

/** The machine that a release's programs are for, as the header of etcd's program says it. */
public final class ReleaseMachine {
    private static final int HEADER = 20;
    private static final int ORDER = 5;
    private static final int MACHINE = 18;

    private ReleaseMachine() {}

    /**
     * As {@code uname -m} calls it, such as {@code x86_64}.
     *
     * @throws Failure of kind INVALID when the archive is not a release of etcd
     */
    public static String of(Content.Local archive, Releases releases) throws Failure {
        Content.Local program = releases.of(archive).programs().get("etcd");
        try {
            byte[] header = new byte[0];
            if (program != null) {
                try (InputStream in = Files.newInputStream(program.file())) {
                    header = in.readNBytes(HEADER);
                }
            }
            return machine(header);
        } catch (IOException e) {
            throw Failure.of(Failure.Kind.INVALID, "the etcd in " + archive.file() + " is not seen")
                    .why(String.valueOf(e.getMessage()))
                    .cause(e);
        }
    }

    /** An ELF header tells; anything else is no program for Linux. */
    static String machine(byte[] header) throws IOException {
        if (header.length < HEADER || header[0] != 0x7f || header[1] != 'E') {
            throw new IOException("it is not a program for Linux");
        }
        int low = header[MACHINE] & 0xff;
        int high = header[MACHINE + 1] & 0xff;
        boolean little = header[ORDER] == 1;
        int number = little ? high << 8 | low : low << 8 | high;
        return switch (number) {
            case 3 -> "i386";
            case 21 -> little ? "ppc64le" : "ppc64";
            case 22 -> "s390x";
            case 40 -> "armv7l";
            case 62 -> "x86_64";
            case 183 -> "aarch64";
            case 243 -> "riscv64";
            default -> "machine " + number;
        };
    }
}
