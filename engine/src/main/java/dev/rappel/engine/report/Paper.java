package dev.rappel.engine.report;

import dev.rappel.engine.text.Look;
import dev.rappel.engine.text.Masker;
import dev.rappel.engine.text.Secrets;
import java.time.Duration;
import java.util.Locale;

/**
 * What a view writes on: nothing gets onto it that is secret, drives a terminal, or cannot be
 * shown.
 *
 * @param look what the place of printing can show
 * @param secrets what must not be shown there
 */
public record Paper(Look look, Secrets secrets) {
    /** Text of whatever origin, made fit to be printed; line breaks are kept. */
    public String text(String text) {
        return look.safe(plain(secrets.mask(text)));
    }

    /** The same in one line. */
    public String line(String text) {
        return text(text.strip().replaceAll("\\s*\\R\\s*", " "));
    }

    /** Text of whatever origin, in a colour. */
    public String paint(Look.Ink ink, String text) {
        return look.paint(ink, text(text));
    }

    /** Signs of ours that this place lacks have stand-ins. */
    private String plain(String text) {
        if (text.chars().allMatch(c -> c < 0x80) || look.canEncode("→…✓✗▸•")) {
            return text;
        }
        return text.replace("→", "->")
                .replace("…", "...")
                .replace("✓", "ok")
                .replace("✗", "x")
                .replace("▸", ">")
                .replace(Masker.MASK, "******");
    }

    /** Blanks after it up to a width in cells; colours count nothing. */
    static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - Look.cells(uncoloured(text))));
    }

    static int width(String text) {
        return Look.cells(uncoloured(text));
    }

    private static String uncoloured(String text) {
        return text.indexOf('\033') < 0 ? text : text.replaceAll("\033\\[[0-9;]*m", "");
    }

    /** The beginning of a text that is too wide, with a sign that there is more. */
    String cut(String text, int width) {
        if (Look.cells(text) <= width) {
            return text;
        }
        String end = look.ellipsis();
        StringBuilder cut = new StringBuilder();
        int room = width - end.length();
        for (int c : text.codePoints().toArray()) {
            String next = Character.toString(c);
            room -= Look.cells(next);
            if (room < 0) {
                break;
            }
            cut.append(next);
        }
        return cut.toString().stripTrailing() + end;
    }

    /** {@code 1.4s}, {@code 2m05s}. */
    public static String time(Duration took) {
        long seconds = took.toSeconds();
        return seconds < 60
                ? String.format(Locale.ROOT, "%.1fs", took.toMillis() / 1000.0)
                : String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60);
    }
}
