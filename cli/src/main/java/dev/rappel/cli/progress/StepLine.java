package dev.rappel.cli.progress;

import java.nio.charset.Charset;
import java.util.Locale;

/**
 * The words and signs of a step's line; meaning never hangs on colour, and a plain charset gets
 * plain signs.
 */
record StepLine(boolean plainSigns) {
    private static final String SIGNS = "✓✗▸…";

    static StepLine in(Charset charset) {
        return new StepLine(!charset.canEncode() || !charset.newEncoder().canEncode(SIGNS));
    }

    String running(String what, String detail, long nanos) {
        return line(plainSigns ? ">" : "▸", detail.isEmpty() ? what : what + ": " + detail, nanos);
    }

    String done(String what, String outcome, long nanos) {
        return line(
                plainSigns ? "ok" : "✓", outcome.isEmpty() ? what : what + ": " + outcome, nanos);
    }

    String failed(String what, long nanos) {
        return line(plainSigns ? "x" : "✗", what, nanos);
    }

    private static String line(String sign, String text, long nanos) {
        return " " + sign + " " + text + "  " + seconds(nanos);
    }

    private static String seconds(long nanos) {
        double seconds = nanos / 1e9;
        return seconds < 60
                ? String.format(Locale.ROOT, "%.1fs", seconds)
                : String.format(Locale.ROOT, "%dm%02ds", (long) seconds / 60, (long) seconds % 60);
    }
}
