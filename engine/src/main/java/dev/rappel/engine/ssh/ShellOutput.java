package dev.rappel.engine.ssh;

import java.nio.charset.StandardCharsets;

/** What a script printed and how it ended. */
final class ShellOutput {
    private final int status;
    private final byte[] out;
    private final byte[] err;

    ShellOutput(int status, byte[] out, byte[] err) {
        this.status = status;
        this.out = out;
        this.err = err;
    }

    int status() {
        return status;
    }

    byte[] out() {
        return out;
    }

    String outText() {
        return new String(out, StandardCharsets.UTF_8);
    }

    String errText() {
        return new String(err, StandardCharsets.UTF_8);
    }
}
