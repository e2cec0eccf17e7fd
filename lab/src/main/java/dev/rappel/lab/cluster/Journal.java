package dev.rappel.lab.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The lines of a unit&#39;s journal that tell why it does not come up. etcd says so once, and then
 * prints a page of usage or goes through twenty lines of everyday life.
 */
final class Journal {
    private static final Pattern EVERYDAY = Pattern.compile("\"level\":\"(info|debug)\"");

    /** systemd's own words before a start and after an end. */
    private static final Pattern START = Pattern.compile("Starting etcd\\.service.*");

    private static final Pattern OF_SYSTEMD =
            Pattern.compile(
                    "(etcd\\.service: |Started |Starting |Stopp|Failed to (start|attach) ).*");

    private Journal() {}

    /**
     * @param lines as {@code journalctl -o cat} prints them, oldest first
     * @return of the last run that said anything: what is not everyday, before any usage; the last
     *     lines where there is nothing of that kind
     */
    static List<String> telling(List<String> lines, int most) {
        List<String> run = lastRun(lines);
        List<String> telling = run.stream().filter(line -> !EVERYDAY.matcher(line).find()).toList();
        List<String> kept = telling.isEmpty() ? run : telling;
        kept = kept.isEmpty() ? lines : kept;
        return List.copyOf(kept.subList(Math.max(0, kept.size() - most), kept.size()));
    }

    private static List<String> lastRun(List<String> lines) {
        List<String> run = new ArrayList<>();
        List<String> last = new ArrayList<>();
        boolean usage = false;
        for (String line : lines) {
            if (START.matcher(line).matches()) {
                if (!run.isEmpty()) {
                    last = run;
                }
                run = new ArrayList<>();
                usage = false;
            } else if (line.startsWith("Usage:")) {
                usage = true;
            } else if (!line.isBlank() && !OF_SYSTEMD.matcher(line).matches() && !usage) {
                run.add(line);
            }
        }
        return run.isEmpty() ? last : run;
    }
}
