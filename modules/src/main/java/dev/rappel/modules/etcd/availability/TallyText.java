package dev.rappel.modules.etcd.availability;

import dev.rappel.engine.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** What was seen, for people and for the journal; pure. */
final class TallyText {
    /** A member that was silent for less was not away: it had something else to do. */
    private static final Duration AWAY = Duration.ofMillis(250);

    private static final String LEGEND =
            "(gap: no member answered a read; away: that one member did not, the longest time)";

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final double MILLIS = 1e3;
    private static final double NANOS_PER_MILLI = 1e6;

    private TallyText() {}

    static String line(Tally tally) {
        return count(tally.errors + tally.writeErrors)
                + (tally.errors + tally.writeErrors == 1 ? " error" : " errors")
                + ", longest gap "
                + time(tally.gap)
                + ", p99 "
                + time(tally.latencies.p99())
                + "  ("
                + count(tally.probes)
                + " probes)";
    }

    static List<String> table(Tally total, SequencedMap<String, Tally> phases, boolean writes) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                cells(
                        writes,
                        List.of("phase", "time", "probes", "errors", "longest gap", "p99"),
                        List.of("writes", "failed", "longest gap"),
                        List.of("elections", "away")));
        phases.forEach((name, tally) -> rows.add(row(name, tally, writes)));
        rows.add(row("all", total, writes));
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        List<String> lines = new ArrayList<>();
        rows.forEach(row -> lines.add(laid(row, widths)));
        lines.add(LEGEND);
        return lines;
    }

    private static List<String> row(String name, Tally tally, boolean writes) {
        return cells(
                writes,
                List.of(
                        name,
                        time(Duration.ofNanos(tally.nanos)),
                        count(tally.probes),
                        count(tally.errors),
                        time(tally.gap),
                        time(tally.latencies.p99())),
                List.of(count(tally.writes), count(tally.writeErrors), time(tally.writeGap)),
                List.of(
                        count(tally.leaderChanges),
                        tally.memberGaps.entrySet().stream()
                                .filter(e -> e.getValue().compareTo(AWAY) >= 0)
                                .map(e -> e.getKey() + " " + time(e.getValue()))
                                .collect(Collectors.joining(", "))));
    }

    private static List<String> cells(
            boolean writes, List<String> reads, List<String> ofWrites, List<String> rest) {
        List<String> cells = new ArrayList<>(reads);
        if (writes) {
            cells.addAll(ofWrites);
        }
        cells.addAll(rest);
        return cells;
    }

    /** Words to the left, numbers to the right. */
    private static String laid(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String blank = " ".repeat(widths[i] - row.get(i).length());
            boolean word = i == 0 || i == widths.length - 1;
            line.append(i == 0 ? "" : "  ").append(word ? row.get(i) + blank : blank + row.get(i));
        }
        return line.toString().stripTrailing();
    }

    static Value.Fields fields(Tally total, SequencedMap<String, Tally> phases) {
        SequencedMap<String, Value> fields = numbers(total);
        List<Value> items = new ArrayList<>();
        phases.forEach((name, tally) -> {
            SequencedMap<String, Value> phase = new LinkedHashMap<>();
            phase.put("phase", new Value.Text(name));
            phase.putAll(numbers(tally));
            items.add(new Value.Fields(phase));
        });
        fields.put("phases", new Value.Items(items));
        return new Value.Fields(fields);
    }

    private static SequencedMap<String, Value> numbers(Tally tally) {
        SequencedMap<String, Value> numbers = new LinkedHashMap<>();
        numbers.put("milliseconds", millis(Duration.ofNanos(tally.nanos)));
        numbers.put("probes", new Value.Whole(tally.probes));
        numbers.put("errors", new Value.Whole(tally.errors));
        numbers.put("longest_gap_ms", millis(tally.gap));
        numbers.put("p99_ms", millis(tally.latencies.p99()));
        numbers.put("writes", new Value.Whole(tally.writes));
        numbers.put("write_errors", new Value.Whole(tally.writeErrors));
        numbers.put("longest_write_gap_ms", millis(tally.writeGap));
        numbers.put("elections", new Value.Whole(tally.leaderChanges));
        SequencedMap<String, Value> members = new LinkedHashMap<>();
        tally.memberGaps.forEach((host, gap) -> members.put(host, millis(gap)));
        numbers.put("longest_gap_of_members_ms", new Value.Fields(members));
        return numbers;
    }

    private static Value.Whole millis(Duration time) {
        return new Value.Whole(Math.round(time.toNanos() / NANOS_PER_MILLI));
    }

    /** {@code 38 ms}, {@code 4.3 s}, {@code 12 s}, {@code 3m 5s}. */
    static String time(Duration time) {
        if (time.compareTo(SECOND) < 0) {
            return Math.round(time.toNanos() / NANOS_PER_MILLI) + " ms";
        } else if (time.toSeconds() < 10) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / MILLIS);
        } else if (time.toMinutes() < 2) {
            return time.toSeconds() + " s";
        }
        return time.toMinutes() + "m " + time.toSecondsPart() + "s";
    }

    /** {@code 1 240}. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
    }
}
