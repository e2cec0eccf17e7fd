package dev.rappel.engine.report;

import dev.rappel.engine.report.Event.HostSum;
import dev.rappel.engine.report.Event.Standing;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.text.Look.Ink;
import dev.rappel.engine.text.Masses;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The end of a run: every host of the plan, in the plan's order, and what became of the whole. */
final class Ending {
    private static final int WIDEST_HOSTS = 40;
    private static final int FEW = 12;

    /** What is said of hosts that ended alike. */
    private record Alike(Standing standing, int changed, int same, int skipped) {}

    private record Line(Alike alike, List<String> hosts) {}

    private final Paper paper;
    private final Set<String> told;

    /**
     * @param told what of failures was told in full while it happened
     */
    Ending(Paper paper, Set<String> told) {
        this.paper = paper;
        this.told = Set.copyOf(told);
    }

    List<String> lines(Event.RunEnded ended) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        List<Line> shown = inLines(ended.hosts());
        int width =
                Math.min(
                        WIDEST_HOSTS,
                        shown.stream()
                                .mapToInt(l -> Paper.width(HostNames.brief(l.hosts())))
                                .max()
                                .orElse(0));
        for (Line line : shown) {
            String names = Paper.pad(paper.line(HostNames.brief(line.hosts())), width);
            Alike alike = line.alike();
            lines.add(" " + mark(alike.standing()) + " " + names + "  " + what(alike));
        }
        ended.failure()
                .ifPresent(failure -> {
                    lines.add("");
                    // The end names the host and what became of it around what the task said.
                    boolean again = told.stream().anyMatch(failure.what()::contains);
                    lines.addAll(
                            new FailureText(paper)
                                    .lines("", again ? failure.evidence(List.of()) : failure));
                });
        lines.add("");
        lines.add(last(ended));
        return lines;
    }

    /**
     * Few hosts have a line each; of many, those that follow each other and ended alike share one.
     */
    private static List<Line> inLines(List<HostSum> hosts) {
        List<Line> lines = new ArrayList<>();
        for (HostSum host : hosts) {
            Alike alike = new Alike(host.standing(), host.changed(), host.same(), host.skipped());
            if (hosts.size() <= FEW || lines.isEmpty() || !lines.getLast().alike().equals(alike)) {
                lines.add(new Line(alike, new ArrayList<>()));
            }
            lines.getLast().hosts().add(host.host());
        }
        return lines;
    }

    private String what(Alike alike) {
        List<String> counts = new ArrayList<>();
        count(alike.changed(), "changed", counts);
        count(alike.same(), "as wanted", counts);
        count(alike.skipped(), "skipped", counts);
        String numbers = counts.isEmpty() ? "" : "   " + String.join(", ", counts);
        return paper.text(words(alike.standing()) + numbers);
    }

    private static void count(int number, String word, List<String> counts) {
        if (number > 0) {
            counts.add(number + " " + word);
        }
    }

    private static String words(Standing standing) {
        return switch (standing) {
            case DONE -> "done";
            case UNTOUCHED -> "not touched";
            case PARTLY -> "begun, not finished";
            case PUT_BACK -> "put back as it was";
            case STUCK -> "NEEDS A PERSON";
            case UNREACHABLE -> "cannot be reached";
        };
    }

    private String mark(Standing standing) {
        return switch (standing) {
            case DONE -> paper.paint(Ink.ADDED, "✓");
            case UNTOUCHED -> paper.paint(Ink.FAINT, "-");
            case PARTLY -> paper.paint(Ink.WARNING, "~");
            case PUT_BACK -> paper.paint(Ink.WARNING, "<");
            case STUCK, UNREACHABLE -> paper.paint(Ink.ERROR, "✗");
        };
    }

    private String last(Event.RunEnded ended) {
        long changed = ended.hosts().stream().filter(h -> h.changed() > 0).count();
        String numbers =
                Masses.count(ended.hosts().size(), "host")
                        + ", "
                        + changed
                        + " changed, "
                        + Paper.time(ended.took());
        if (ended.failure().isEmpty()) {
            return paper.paint(Ink.ADDED, "Done.") + " " + numbers + ".";
        }
        boolean stuck = ended.hosts().stream().anyMatch(h -> h.standing() == Standing.STUCK);
        String word = stuck ? "A person must look." : word(ended.failure().get().kind());
        return paper.paint(Ink.ERROR, word) + " " + numbers + ".";
    }

    private static String word(Failure.Kind kind) {
        return switch (kind) {
            case STUCK -> "A person must look.";
            case REFUSED, STALE, LOCKED, USAGE, INVALID -> "Refused.";
            case INTERRUPTED -> "Stopped.";
            case FAILED, PUT_BACK, UNREACHABLE -> "Failed.";
        };
    }
}
