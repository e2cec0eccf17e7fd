package dev.rappel.engine.text;

import java.util.Locale;

/**
 * Which characters may stand in a text that people review.
 *
 * <p>Control characters can drive a terminal, and characters that change the direction of text or
 * have no width make a file look different from what a program reads (CVE-2021-42574, "Trojan
 * Source"). Neither is needed to say anything in a playbook; in a quoted YAML scalar all of them
 * can be written as an escape.
 */
public final class Characters {
    /** After this many the rest of a file is not looked at: it is a binary, not a text. */
    private static final int ENOUGH = 10;

    private Characters() {}

    /** Adds an error for each character that must not stand in a text; true when there is none. */
    public static boolean check(Source source, Problems problems) {
        String text = source.text();
        int found = 0;
        for (int i = 0; i < text.length() && found < ENOUGH; ) {
            int c = text.codePointAt(i);
            int length = Character.charCount(c);
            if (c > 0x7e || c < 0x20) {
                if (isControl(c)) {
                    problems.add(control(c, source.span(i, i + length)));
                    found++;
                } else if (isHidden(text, i, c)) {
                    problems.add(hidden(c, source.span(i, i + length)));
                    found++;
                }
            }
            i += length;
        }
        return found == 0;
    }

    private static Diagnostic control(int c, Span span) {
        return Diagnostic.error(TextCode.CONTROL_CHARACTER, "control character " + name(c), span)
                .label("this does not belong in a text")
                .help("delete it; in a double-quoted YAML text it can be written as " + escape(c));
    }

    private static Diagnostic hidden(int c, Span span) {
        return Diagnostic.error(TextCode.HIDDEN_CHARACTER, "invisible character " + name(c), span)
                .label("here, though nothing can be seen")
                .note("it makes a text look different from what a program reads in it")
                .help("delete it; in a double-quoted YAML text it can be written as " + escape(c));
    }

    static boolean isControl(int c) {
        return (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
                || (c >= 0x7f && c <= 0x9f && c != 0x85)
                || (c >= 0xd800 && c <= 0xdfff)
                || (c >= 0xfdd0 && c <= 0xfdef)
                || (c & 0xfffe) == 0xfffe;
    }

    /**
     * Characters that change the direction of text or take no place. The two joiners and the
     * variation selectors are needed for emoji and for some scripts, and are let through where they
     * stand after a character outside of ASCII.
     */
    private static boolean isHidden(String text, int at, int c) {
        if (c == 0x200c || c == 0x200d || (c >= 0xfe00 && c <= 0xfe0f)) {
            return at == 0 || (text.charAt(at - 1) < 0x80 && !isKeycap(text, at, c));
        }
        return c == 0x85
                || c == 0xad
                || c == 0x34f
                || c == 0x61c
                || (c >= 0x115f && c <= 0x1160)
                || (c >= 0x17b4 && c <= 0x17b5)
                || (c >= 0x180b && c <= 0x180e)
                || (c >= 0x200b && c <= 0x200f)
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2060 && c <= 0x206f)
                || c == 0x3164
                || c == 0xfeff
                || c == 0xffa0
                || (c >= 0xfff0 && c <= 0xfffb)
                || (c >= 0x1d173 && c <= 0x1d17a)
                || (c >= 0xe0000 && c <= 0xe0fff);
    }

    /** {@code 1} + variation selector 16 + enclosing keycap is one emoji. */
    private static boolean isKeycap(String text, int at, int c) {
        return c == 0xfe0f && at + 1 < text.length() && text.charAt(at + 1) == 0x20e3;
    }

    /** {@code U+202E RIGHT-TO-LEFT OVERRIDE}. */
    public static String name(int codePoint) {
        String name = Character.getName(codePoint);
        String number = String.format(Locale.ROOT, "U+%04X", codePoint);
        return name == null ? number : number + " " + name;
    }

    private static String escape(int c) {
        return c <= 0xff
                ? String.format(Locale.ROOT, "\\x%02X", c)
                : c <= 0xffff
                        ? String.format(Locale.ROOT, "\\u%04X", c)
                        : String.format(Locale.ROOT, "\\U%08X", c);
    }
}
