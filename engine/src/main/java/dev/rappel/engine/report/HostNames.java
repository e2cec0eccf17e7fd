package dev.rappel.engine.report;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of many hosts in few words: names that count up become a range as inventories write it,
 * {@code web[01:20]}.
 */
final class HostNames {
    private static final Pattern NUMBERED = Pattern.compile("(.*?)([0-9]+)([^0-9]*)");
    private static final int WORTH_A_RANGE = 4;

    private HostNames() {}

    static String brief(List<String> hosts) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < hosts.size()) {
            int end = at + 1;
            while (end < hosts.size() && follows(hosts.get(end - 1), hosts.get(end))) {
                end++;
            }
            if (end - at >= WORTH_A_RANGE) {
                words.add(range(hosts.get(at), hosts.get(end - 1)));
            } else {
                words.addAll(hosts.subList(at, end));
            }
            at = end;
        }
        return String.join(" ", words);
    }

    private static boolean follows(String before, String name) {
        Matcher a = NUMBERED.matcher(before);
        Matcher b = NUMBERED.matcher(name);
        return a.matches()
                && b.matches()
                && a.group(1).equals(b.group(1))
                && a.group(3).equals(b.group(3))
                && successor(a.group(2)).equals(b.group(2));
    }

    private static String successor(String digits) {
        String next = new BigInteger(digits).add(BigInteger.ONE).toString();
        return "0".repeat(Math.max(0, digits.length() - next.length())) + next;
    }

    private static String range(String first, String last) {
        Matcher a = NUMBERED.matcher(first);
        Matcher b = NUMBERED.matcher(last);
        if (!a.matches() || !b.matches()) {
            return first + " " + last;
        }
        return a.group(1) + "[" + a.group(2) + ":" + b.group(2) + "]" + a.group(3);
    }
}
