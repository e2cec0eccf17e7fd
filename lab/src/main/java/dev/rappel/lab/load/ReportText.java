package dev.rappel.lab.load;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report as a person reads it: the verdict first, then the figures, then what went wrong. */
record ReportText(LoadReport report) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int MOST_SHOWN = 20;

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(verdict()).append('\n');
        text.append(
                new Columns()
                        .row(
                                "run",
                                shown(report.lasted())
                                        + " from "
                                        + report.began().truncatedTo(ChronoUnit.MILLIS)
                                        + " (times are UTC)")
                        .row(
                                "keys",
                                report.prefix()
                                        + "…  "
                                        + (report.keysKept() ? "still there" : "removed"))
                        .row("leader", leaders())
                        .text());
        text.append(members());
        text.append('\n').append(figures());
        text.append(errors()).append(lost()).append(wrongReads());
        return text.toString();
    }

    private String verdict() {
        long keys = report.verification().keys();
        return switch (report.verdict()) {
            case KEPT ->
                    String.format(
                            Locale.ROOT,
                            "nothing lost: all %d acknowledged writes accounted for, %d keys read"
                                    + " back in %s",
                            report.writes().ok(),
                            keys,
                            shown(report.verification().took()));
            case LOST ->
                    String.format(
                            Locale.ROOT,
                            "LOST: %d of %d keys do not have what was acknowledged; %d reads during"
                                    + " the run missed it",
                            report.lost().size(),
                            keys,
                            report.wrongReadCount());
            case UNPROVEN ->
                    report.writes().ok() == 0
                            ? "UNPROVEN: no write was acknowledged"
                            : String.format(
                                    Locale.ROOT,
                                    "UNPROVEN: %d keys with acknowledged writes could not all be"
                                            + " read back within %s",
                                    keys,
                                    shown(report.verification().took()));
        };
    }

    private String leaders() {
        StringBuilder line = new StringBuilder();
        int changes = report.leadership().changes();
        line.append(changes).append(changes == 1 ? " change" : " changes");
        String between = ": ";
        for (Leadership.Term term : report.leadership().terms()) {
            line.append(between)
                    .append(term.leader().orElse("?"))
                    .append(" in term ")
                    .append(term.term())
                    .append(" (")
                    .append(TIME.format(term.seen()))
                    .append(')');
            between = " → ";
        }
        return line.toString();
    }

    private String members() {
        Columns columns = new Columns();
        for (Verification.Member member : report.verification().members()) {
            String endpoint = member.endpoint().toString();
            columns.row(
                    "member",
                    endpoint,
                    String.join(" → ", report.versions().getOrDefault(endpoint, List.of("?"))),
                    member.problem().map(p -> "not read back: " + p).orElse("read back"));
        }
        return columns.text();
    }

    private String figures() {
        Columns columns =
                new Columns().row("", "", "ok", "failed", "per s", "p50", "p99", "longest", "gap");
        figures(columns, "all", report.writes(), report.reads());
        if (report.phases().size() > 1) {
            for (LoadReport.Phase phase : report.phases()) {
                figures(columns, phase.name(), phase.writes(), phase.reads());
            }
        }
        return columns.text();
    }

    private static void figures(
            Columns columns, String name, CallFigures writes, CallFigures reads) {
        figures(columns, name, "writes", writes);
        figures(columns, "", "reads", reads);
    }

    private static void figures(Columns columns, String name, String side, CallFigures figures) {
        columns.row(
                name,
                side,
                Long.toString(figures.ok()),
                Long.toString(figures.failed()),
                String.format(Locale.ROOT, "%.0f", figures.perSecond()),
                shown(figures.p50()),
                shown(figures.p99()),
                shown(figures.longest()),
                shown(figures.longestGap().length())
                        + " from "
                        + TIME.format(figures.longestGap().from()));
    }

    private String errors() {
        if (report.writes().failed() + report.reads().failed() == 0) {
            return "";
        }
        Columns columns = new Columns();
        errors(columns, "writes", report.writes());
        errors(columns, "reads", report.reads());
        return "\nerrors\n" + columns.text();
    }

    private static void errors(Columns columns, String side, CallFigures figures) {
        for (CallFigures.ErrorCount error : figures.errors()) {
            columns.row(
                    side,
                    Long.toString(error.count()),
                    between(error.first(), error.last()),
                    error.kind().toString());
        }
    }

    private String lost() {
        if (report.lost().isEmpty()) {
            return "";
        }
        Columns columns = new Columns();
        for (LostWrite lost : report.lost().stream().limit(MOST_SHOWN).toList()) {
            columns.row(lost.key(), "expected", lost.expected());
            columns.row("", "found", lost.found().orElse("nothing"));
            columns.row(
                    "",
                    "written",
                    TIME.format(lost.acknowledged()) + " at revision " + lost.revision());
            columns.row(
                    "",
                    "through",
                    lost.members().stream().map(Object::toString).collect(Collectors.joining(" ")));
        }
        return "\nlost\n" + columns.text() + more(report.lost().size());
    }

    private String wrongReads() {
        if (report.wrongReads().isEmpty()) {
            return "";
        }
        Columns columns = new Columns();
        for (WrongRead wrong : report.wrongReads().stream().limit(MOST_SHOWN).toList()) {
            columns.row(
                    wrong.key(),
                    TIME.format(wrong.at()),
                    "member " + wrong.member(),
                    "sequence " + wrong.atLeast() + " was acknowledged",
                    "found " + wrong.found().orElse("nothing"));
        }
        return "\nwrong reads\n" + columns.text() + more(report.wrongReadCount());
    }

    private static String more(long all) {
        return all > MOST_SHOWN ? "  … and " + (all - MOST_SHOWN) + " more\n" : "";
    }

    private static String between(Instant first, Instant last) {
        return first.equals(last)
                ? TIME.format(first)
                : TIME.format(first) + " to " + TIME.format(last);
    }

    /** Three digits that matter: {@code 1.24 ms}, {@code 920 ms}, {@code 12.3 s}. */
    private static String shown(Duration duration) {
        double millis = duration.toNanos() / 1e6;
        if (millis < 10) {
            return String.format(Locale.ROOT, "%.2f ms", millis);
        }
        return millis < 1000
                ? String.format(Locale.ROOT, "%.0f ms", millis)
                : String.format(Locale.ROOT, "%.1f s", millis / 1000);
    }
}
