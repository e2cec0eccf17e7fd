package dev.rappel.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Standard output, which remembers when something could not be written to it. */
final class StandardOutput extends OutputStream {
    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private @Nullable IOException broken;

    /** For people and programs, in the encoding that they expect. */
    PrintWriter writer() {
        Charset charset = Charset.forName(System.getProperty("stdout.encoding", "UTF-8"));
        return new PrintWriter(new OutputStreamWriter(this, charset), true);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) throws IOException {
        if (broken != null) {
            throw broken;
        }
        try {
            out.write(bytes, from, count);
        } catch (IOException e) {
            broken = e;
            throw e;
        }
    }

    /**
     * Why not all could be written; empty when it was, and when whoever read it had read enough.
     */
    synchronized Optional<String> trouble() {
        return Optional.ofNullable(broken)
                .map(e -> String.valueOf(e.getMessage()))
                .filter(why -> !why.contains("Broken pipe"));
    }
}
