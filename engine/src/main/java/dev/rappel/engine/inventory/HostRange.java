package dev.rappel.engine.inventory;

import java.util.ArrayList;
import java.util.List;

/**
 * The ranges in a host's name: {@code n[1:3]}, {@code n[01:10]} (zeros are kept), {@code n[0:20:5]}
 * (with a step), {@code n[a:f]}, several in one name. Both ends belong to the range.
 */
final class HostRange {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /** What expanding a name gave. */
    sealed interface Expansion {}

    record Names(List<String> names) implements Expansion {}

    /**
     * Not a range.
     *
     * @param from where in the name the mistake begins
     * @param to where it ends
     */
    record Wrong(int from, int to, String title, String help) implements Expansion {}

    /** One bracket: its place in the name and what it runs through. */
    private record Run(
            int from, int to, long begin, long end, long step, int width, boolean letters) {
        long size() {
            return (end - begin) / step + 1;
        }

        String text(long index) {
            long value = begin + index * step;
            if (letters) {
                return String.valueOf(LETTERS.charAt((int) value));
            }
            String digits = Long.toString(value);
            return "0".repeat(Math.max(0, width - digits.length())) + digits;
        }
    }

    private static final class WrongRange extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Wrong wrong;

        WrongRange(int from, int to, String title, String help) {
            super(title, null, false, false);
            this.wrong = new Wrong(from, to, title, help);
        }
    }

    private HostRange() {}

    /**
     * All names that a name with ranges stands for, the last range running fastest.
     *
     * @param most how many names there may be
     */
    static Expansion expand(String name, int most) {
        if (name.indexOf('[') < 0 && name.indexOf(']') < 0) {
            return new Names(List.of(name));
        }
        try {
            List<Run> runs = runs(name);
            long total = 1;
            for (Run run : runs) {
                total = run.size() > most ? Long.MAX_VALUE : total * run.size();
                if (total > most) {
                    return new Wrong(
                            runs.getFirst().from(),
                            runs.getLast().to(),
                            "a range of more than " + most + " hosts",
                            "check the digits of the range");
                }
            }
            List<String> names = new ArrayList<>((int) total);
            collect(name, runs, 0, 0, new StringBuilder(), names);
            return new Names(names);
        } catch (WrongRange e) {
            return e.wrong;
        }
    }

    private static void collect(
            String name,
            List<Run> runs,
            int next,
            int from,
            StringBuilder head,
            List<String> names) {
        if (next == runs.size()) {
            names.add(head + name.substring(from));
            return;
        }
        Run run = runs.get(next);
        int length = head.length();
        for (long i = 0; i < run.size(); i++) {
            head.append(name, from, run.from()).append(run.text(i));
            collect(name, runs, next + 1, run.to(), head, names);
            head.setLength(length);
        }
    }

    private static List<Run> runs(String name) throws WrongRange {
        List<Run> runs = new ArrayList<>();
        int at = 0;
        while (true) {
            int open = name.indexOf('[', at);
            int stray = name.indexOf(']', at);
            if (stray >= 0 && (open < 0 || stray < open)) {
                throw new WrongRange(stray, stray + 1, "`]` without `[`", "write `name[1:9]`");
            }
            if (open < 0) {
                return runs;
            }
            if (stray < 0) {
                throw new WrongRange(
                        open, name.length(), "a range that is not closed", "write `]` behind it");
            }
            if (runs.size() == 8) {
                throw new WrongRange(open, stray + 1, "more than eight ranges in one name", "");
            }
            runs.add(run(name, open, stray + 1));
            at = stray + 1;
        }
    }

    private static Run run(String name, int from, int to) throws WrongRange {
        String inner = name.substring(from + 1, to - 1);
        String range = "`[" + inner + "]`";
        String[] bounds = inner.split(":", -1);
        if (bounds.length != 2 && bounds.length != 3) {
            String help =
                    HostName.isIpv6(inner)
                            ? "an IPv6 address needs brackets only with a port: `"
                                    + inner
                                    + "` or `["
                                    + inner
                                    + "]:22`"
                            : inner.matches("[0-9]+-[0-9]+")
                                    ? "write `[" + inner.replace('-', ':') + "]`"
                                    : "write `[first:last]` or `[first:last:step]`, such as `[01:10]`";
            throw new WrongRange(from, to, range + " is not a range", help);
        }
        String first = bounds[0].isEmpty() ? "0" : bounds[0];
        String last = bounds[1];
        if (last.isEmpty()) {
            throw new WrongRange(
                    from, to, range + " has no end", "write the last number: `[" + first + ":9]`");
        }
        long step = bounds.length == 2 ? 1 : number(bounds[2]);
        if (step < 1) {
            throw new WrongRange(
                    from,
                    to,
                    "the step of " + range + " is not a whole number from 1",
                    "write `[0:20:5]`");
        }
        boolean letters = first.length() == 1 && LETTERS.contains(first);
        if (letters) {
            int begin = LETTERS.indexOf(first);
            int end = last.length() == 1 ? LETTERS.indexOf(last) : -1;
            if (end < 0) {
                throw new WrongRange(
                        from,
                        to,
                        range + " begins with a letter and does not end with one",
                        "write `[a:f]`");
            }
            return ordered(new Run(from, to, begin, end, step, 0, true), range);
        }
        long begin = number(first);
        long end = number(last);
        if (begin < 0 || end < 0) {
            throw new WrongRange(
                    from,
                    to,
                    range + " is not a range of numbers or of single letters",
                    "write `[1:9]`, `[01:10]` or `[a:f]`");
        }
        int width = first.length() > 1 && first.startsWith("0") ? first.length() : 0;
        if (width > 0 && width != last.length()) {
            throw new WrongRange(
                    from,
                    to,
                    "the ends of " + range + " have different numbers of digits",
                    "with zeros in front, write both ends equally long: `[01:10]`");
        }
        return ordered(new Run(from, to, begin, end, step, width, false), range);
    }

    private static Run ordered(Run run, String range) throws WrongRange {
        if (run.end() < run.begin()) {
            throw new WrongRange(
                    run.from(),
                    run.to(),
                    range + " runs backwards and names no host",
                    "write the smaller end first");
        }
        return run;
    }

    /** A number of up to 15 digits; -1 if it is none. */
    private static long number(String text) {
        boolean digits =
                !text.isEmpty()
                        && text.length() <= 15
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Long.parseLong(text) : -1;
    }
}
