package dev.rappel.engine.ssh;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Finds one script's two outputs between their marks. */
final class FrameReading implements Exec.Look<ShellOutput> {
    /** The shell is gone; an answer will not come. */
    static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Ended() {
            super(null, null, false, false);
        }
    }

    /** More was printed than can be kept. */
    static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuch() {
            super(null, null, false, false);
        }
    }

    private final byte[] begin;
    private final byte[] end;
    private final int most;
    private boolean outBegun;
    private boolean errBegun;

    FrameReading(byte[] begin, byte[] end, int most) {
        this.begin = begin;
        this.end = end;
        this.most = most;
    }

    @Override
    public @Nullable ShellOutput at(Gathered out, Gathered err) {
        outBegun = outBegun || begun(out);
        errBegun = errBegun || begun(err);
        int outEnd = outBegun ? out.find(end) : -1;
        int errEnd = errBegun ? err.find(end) : -1;
        int line = outEnd < 0 ? -1 : out.lineEnd(outEnd + 1);
        if (line >= 0 && errEnd >= 0 && err.lineEnd(errEnd + 1) >= 0) {
            String status =
                    new String(out.copy(outEnd + end.length, line), StandardCharsets.US_ASCII)
                            .strip();
            ShellOutput output =
                    new ShellOutput(
                            Integer.parseInt(status), out.copy(0, outEnd), err.copy(0, errEnd));
            out.drop(line + 1);
            err.drop(err.lineEnd(errEnd + 1) + 1);
            return output;
        }
        if (out.size() > most + 4096 || err.size() > most + 4096) {
            out.drop(out.size());
            err.drop(err.size());
            throw new TooMuch();
        }
        if (out.ended() || err.ended()) {
            throw new Ended();
        }
        return null;
    }

    private boolean begun(Gathered stream) {
        int at = stream.find(begin);
        if (at < 0) {
            return false;
        }
        stream.drop(at + begin.length);
        return true;
    }
}
