package dev.rappel.engine.inventory;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression over names, written for Python. It must match from the beginning of a name,
 * and need not reach its end.
 */
final class NameRegex {
    /** A match that takes more steps than this is given up; names are short. */
    private static final int MOST_STEPS = 2_000_000;

    /** The expression takes too long on some name. */
    static final class TooSlow extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooSlow() {
            super(null, null, false, false);
        }
    }

    private final Pattern pattern;

    private NameRegex(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * @throws PatternSyntaxException if it is no regular expression
     */
    static NameRegex of(String python) {
        try {
            return new NameRegex(Pattern.compile(forJava(python), Pattern.UNICODE_CHARACTER_CLASS));
        } catch (StackOverflowError e) {
            throw new PatternSyntaxException("nested too deeply", python, -1);
        }
    }

    boolean matches(String name) {
        try {
            return pattern.matcher(new Counted(name, new Steps())).lookingAt();
        } catch (StackOverflowError e) {
            throw new TooSlow();
        }
    }

    /** Python's spelling of groups, ends and sets in Java's. */
    private static String forJava(String python) {
        StringBuilder java = new StringBuilder();
        boolean inSet = false;
        int setBegin = 0;
        for (int i = 0; i < python.length(); i++) {
            char c = python.charAt(i);
            if (c == '\\' && i + 1 < python.length()) {
                char next = python.charAt(++i);
                java.append(c).append(next == 'Z' && !inSet ? 'z' : next);
            } else if (inSet) {
                boolean member = c == '[' || c == '&' || (c == ']' && i == setBegin);
                inSet = c != ']' || i == setBegin;
                if (member) {
                    java.append('\\');
                }
                java.append(c);
            } else if (c == '[') {
                inSet = true;
                java.append(c);
                if (i + 1 < python.length() && python.charAt(i + 1) == '^') {
                    java.append('^');
                    i++;
                }
                setBegin = i + 1;
            } else if (python.startsWith("(?P<", i)) {
                java.append("(?");
                i += 2;
            } else {
                java.append(c);
            }
        }
        return java.toString();
    }

    private static final class Steps {
        private int taken;
    }

    /** A name that counts how often it is looked at. */
    private record Counted(CharSequence name, Steps steps) implements CharSequence {
        @Override
        public int length() {
            return name.length();
        }

        @Override
        public char charAt(int index) {
            if (++steps.taken > MOST_STEPS) {
                throw new TooSlow();
            }
            return name.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(name.subSequence(start, end), steps);
        }

        @Override
        public String toString() {
            return name.toString();
        }
    }
}
