package dev.rappel.engine.report;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.plan.Outlook;
import dev.rappel.engine.text.Look.Ink;
import dev.rappel.engine.value.Value;
import java.util.ArrayList;
import java.util.List;

/** What a plan foresees for a task on a host, as lines that begin with a symbol. */
final class OutlookText {
    private static final int MOST_LINES = 40;

    private final Paper paper;
    private final boolean all;

    OutlookText(Paper paper, boolean all) {
        this.paper = paper;
        this.all = all;
    }

    /** No line where there is nothing to tell. */
    List<String> lines(List<Outlook> turns) {
        List<String> lines = new ArrayList<>();
        turns.forEach(t -> lines.addAll(lines(t)));
        return lines;
    }

    private List<String> lines(Outlook outlook) {
        return switch (outlook) {
            case Outlook.Same() ->
                    all ? List.of("  " + paper.paint(Ink.FAINT, "as wanted")) : List.of();
            case Outlook.Skipped(String because) ->
                    all
                            ? List.of("  " + paper.paint(Ink.FAINT, "skipped: " + one(because)))
                            : List.of();
            case Outlook.Later(String because) ->
                    List.of(paper.paint(Ink.UNKNOWN, "?") + " " + known(because));
            case Outlook.Blocked(String what, String why, String help) -> blocked(what, why, help);
            case Outlook.Acts acts -> acts(acts);
        };
    }

    private String known(String because) {
        return paper.line(because.startsWith("known") ? because : "known after " + because);
    }

    private List<String> blocked(String what, String why, String help) {
        List<String> lines = new ArrayList<>();
        lines.add(paper.paint(Ink.ERROR, "x") + " " + paper.line(what));
        hanging("    why:  ", why, lines);
        hanging("    help: ", help, lines);
        return lines;
    }

    /** Several findings come as several lines. */
    private void hanging(String head, String text, List<String> lines) {
        String lead = head;
        for (String line : text.strip().lines().toList()) {
            lines.add(lead + paper.line(line));
            lead = " ".repeat(head.length());
        }
    }

    private List<String> acts(Outlook.Acts acts) {
        List<String> lines = new ArrayList<>();
        for (Act act : acts.acts()) {
            lines.add(
                    (symbol(act.kind())
                                    + " "
                                    + paper.line(act.subject())
                                    + "  "
                                    + paper.line(act.description()))
                            .stripTrailing());
            act.difference().ifPresent(d -> lines.addAll(difference(d)));
        }
        if (!acts.unknown().isEmpty()) {
            lines.add(
                    paper.paint(Ink.UNKNOWN, "?")
                            + " "
                            + paper.line(String.join(", ", acts.unknown()))
                            + "  known after this");
        }
        acts.cannotUndo()
                .ifPresent(why ->
                        lines.add(
                                "  "
                                        + paper.paint(
                                                Ink.WARNING, "cannot be taken back: " + one(why))));
        return lines;
    }

    private String symbol(Act.Kind kind) {
        return switch (kind) {
            case CREATE -> paper.paint(Ink.ADDED, "+");
            case CHANGE -> paper.paint(Ink.CHANGED, "~");
            case REMOVE -> paper.paint(Ink.REMOVED, "-");
            case INTERRUPT -> paper.paint(Ink.WARNING, "!");
            case CHECK -> "=";
        };
    }

    private List<String> difference(Act.Difference difference) {
        if (!(difference.before() instanceof Value.Text(String before))
                || !(difference.after() instanceof Value.Text(String after))) {
            return List.of("    " + paper.paint(Ink.FAINT, "(holds a secret, so it is not shown)"));
        }
        // What is masked before it is compared cannot be told from the places of its changes.
        List<String> lines = Unified.of(paper.secrets().mask(before), paper.secrets().mask(after));
        List<String> shown = new ArrayList<>();
        int most = all ? lines.size() : Math.min(lines.size(), MOST_LINES);
        lines.subList(0, most).forEach(l -> shown.add("    " + coloured(l)));
        if (most < lines.size()) {
            shown.add("    " + paper.text("… " + (lines.size() - most) + " more lines (-v)"));
        }
        if (lines.isEmpty()) {
            shown.add("    " + paper.paint(Ink.FAINT, "(only a secret in it changes)"));
        }
        return shown;
    }

    private String coloured(String line) {
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+' -> paper.paint(Ink.ADDED, line);
            case '-' -> paper.paint(Ink.REMOVED, line);
            case '@' -> paper.paint(Ink.UNKNOWN, line);
            default -> paper.text(line);
        };
    }

    private static String one(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** A block with words before its first line and blanks before the others. */
    static List<String> beside(String words, List<String> block) {
        List<String> lines = new ArrayList<>();
        String lead = words;
        for (String line : block) {
            lines.add((lead + line).stripTrailing());
            lead = " ".repeat(Paper.width(words));
        }
        return lines;
    }
}
