package dev.rappel.engine.report;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.plan.Outlook;
import dev.rappel.engine.plan.Plan;
import dev.rappel.engine.plan.PlayPlan;
import dev.rappel.engine.plan.TaskPlan;
import dev.rappel.engine.text.Look.Ink;
import dev.rappel.engine.text.Masses;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/** A plan as a person reads it. */
public final class PlanText {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final int WIDEST_HOSTS = 24;
    private static final int WIDEST_TITLE = 40;

    private final Paper paper;
    private final OutlookText outlooks;
    private final ZoneId zone;

    /**
     * @param all whether what stays as it is and what is skipped is shown too, and every line of a
     *     difference
     * @param zone for the time of day
     */
    public PlanText(Paper paper, boolean all, ZoneId zone) {
        this.paper = paper;
        this.outlooks = new OutlookText(paper, all);
        this.zone = zone;
    }

    /** All of it but the last line. */
    public List<String> lines(Plan plan, Duration observing) {
        List<String> lines = new ArrayList<>();
        lines.add(head(plan, observing));
        plan.plays().forEach(p -> play(p, lines));
        lines.add("");
        return lines;
    }

    /**
     * The last line: what a run would come to, and how to start it.
     *
     * @param saved the plan's file; empty when it was not saved
     */
    public String end(Plan plan, Optional<String> saved) {
        long blocked = plan.outlooks().filter(Outlook.Blocked.class::isInstance).count();
        boolean later = plan.outlooks().anyMatch(Outlook.Later.class::isInstance);
        if (blocked == 0 && !plan.changes() && !later) {
            return paper.paint(Ink.ADDED, "No changes.")
                    + paper.text(" " + Masses.count(hosts(plan), "host") + " as wanted.");
        }
        StringBuilder end = new StringBuilder("Plan: ");
        end.append(Masses.count(changing(plan), "host")).append(" to change, ");
        end.append(Masses.count(restarts(plan), "restart")).append(", ");
        end.append(blocked).append(" blocked.");
        if (later && !plan.changes()) {
            end.append(" What follows from the rest is known later.");
        }
        StringBuilder line = new StringBuilder(paper.paint(Ink.BOLD, end.toString()));
        saved.ifPresent(file -> {
            line.append("  Saved: ").append(paper.text(file));
            if (blocked == 0) {
                line.append("  Run it: rappel run ").append(paper.text(file));
            }
        });
        return line.toString();
    }

    private String head(Plan plan, Duration observing) {
        List<String> parts = new ArrayList<>();
        parts.add(
                paper.paint(Ink.BOLD, "plan")
                        + "  "
                        + paper.line(String.join(", ", plan.asked().playbooks())));
        if (!plan.asked().inventories().isEmpty()) {
            parts.add("inventory " + paper.line(String.join(", ", plan.asked().inventories())));
        }
        parts.add(Masses.count(hosts(plan), "host"));
        parts.add(
                "observed "
                        + CLOCK.format(plan.made().atZone(zone))
                        + " ("
                        + Paper.time(observing)
                        + ")");
        return String.join("   ", parts);
    }

    private void play(PlayPlan play, List<String> lines) {
        lines.add("");
        lines.add(
                paper.paint(Ink.BOLD, play.title())
                        + paper.text("   " + HostNames.brief(play.hosts())));
        if (!play.policy().isBlank()) {
            lines.add("  " + paper.line(play.policy()));
        }
        List<List<String>> blocks = play.rolls() ? byHost(play) : byTask(play);
        blocks.forEach(lines::addAll);
        if (blocks.stream().allMatch(List::isEmpty)) {
            lines.add("  " + paper.paint(Ink.FAINT, "nothing to do"));
        }
    }

    /** Where hosts go one after the other: all of a host, then the next one. */
    private List<List<String>> byHost(PlayPlan play) {
        int hostWidth = width(play.hosts(), WIDEST_HOSTS);
        SequencedMap<List<String>, List<String>> groups = new LinkedHashMap<>();
        List<List<String>> blocks = new ArrayList<>();
        List<String> same = new ArrayList<>();
        List<String> sameAs = List.of();
        for (String host : play.hosts()) {
            List<String> body = body(play, host);
            boolean known = groups.containsKey(body);
            groups.computeIfAbsent(body, _ -> new ArrayList<>()).add(host);
            if (known && (same.isEmpty() || body.equals(sameAs))) {
                same.add(host);
                sameAs = body;
                continue;
            }
            blocks.add(sameLines(same, sameAs, groups, hostWidth));
            same = new ArrayList<>();
            if (known) {
                same.add(host);
                sameAs = body;
            } else {
                blocks.add(
                        OutlookText.beside(
                                "  " + paper.paint(Ink.BOLD, cutPad(host, hostWidth)) + "  ",
                                body));
            }
        }
        blocks.add(sameLines(same, sameAs, groups, hostWidth));
        return blocks;
    }

    private List<String> sameLines(
            List<String> same,
            List<String> body,
            SequencedMap<List<String>, List<String>> groups,
            int hostWidth) {
        if (same.isEmpty() || body.isEmpty()) {
            return List.of();
        }
        List<String> first = groups.getOrDefault(body, List.of());
        String what =
                groups.size() == 1 || first.isEmpty()
                        ? "(the same)"
                        : "(the same as " + first.getFirst() + ")";
        return List.of(
                "  "
                        + paper.paint(Ink.BOLD, Paper.pad(HostNames.brief(same), hostWidth))
                        + "  "
                        + paper.text(what));
    }

    private List<String> body(PlayPlan play, String host) {
        int titleWidth = width(shownTitles(play), WIDEST_TITLE);
        List<String> body = new ArrayList<>();
        for (TaskPlan task : play.tasks()) {
            List<String> lines =
                    task.on(host).map(o -> outlooks.lines(o.turns())).orElse(List.of());
            body.addAll(OutlookText.beside(cutPad(task.title(), titleWidth) + "  ", lines));
        }
        return body;
    }

    /** Where all hosts go at once: a task on all of them, then the next one. */
    private List<List<String>> byTask(PlayPlan play) {
        int titleWidth = width(shownTitles(play), WIDEST_TITLE);
        int hostWidth =
                width(
                        play.tasks().stream()
                                .flatMap(t -> alike(play, t).keySet().stream())
                                .toList(),
                        WIDEST_HOSTS);
        List<List<String>> blocks = new ArrayList<>();
        for (TaskPlan task : play.tasks()) {
            String title = cutPad(task.title(), titleWidth);
            for (var group : alike(play, task).entrySet()) {
                String hosts = Paper.pad(paper.line(group.getKey()), hostWidth);
                blocks.add(
                        OutlookText.beside("  " + title + "  " + hosts + "  ", group.getValue()));
                title = " ".repeat(titleWidth);
            }
        }
        return blocks;
    }

    /** The lines that there are for a task, by the hosts that have the same ones. */
    private SequencedMap<String, List<String>> alike(PlayPlan play, TaskPlan task) {
        SequencedMap<List<String>, List<String>> hosts = new LinkedHashMap<>();
        task.outlooks()
                .forEach(o ->
                        hosts.computeIfAbsent(outlooks.lines(o.turns()), _ -> new ArrayList<>())
                                .add(o.host()));
        SequencedMap<String, List<String>> groups = new LinkedHashMap<>();
        hosts.forEach((lines, names) -> {
            if (!lines.isEmpty()) {
                boolean everywhere = names.size() > 1 && names.size() == play.hosts().size();
                groups.put(everywhere ? "all" : HostNames.brief(names), lines);
            }
        });
        return groups;
    }

    private List<String> shownTitles(PlayPlan play) {
        return play.tasks().stream()
                .filter(t ->
                        t.outlooks().stream().anyMatch(o -> !outlooks.lines(o.turns()).isEmpty()))
                .map(TaskPlan::title)
                .toList();
    }

    private int width(List<String> words, int most) {
        return Math.min(
                most, words.stream().mapToInt(w -> Paper.width(paper.line(w))).max().orElse(0));
    }

    private String cutPad(String text, int width) {
        return Paper.pad(paper.cut(paper.line(text), width), width);
    }

    private static int hosts(Plan plan) {
        SequencedSet<String> hosts = new LinkedHashSet<>();
        plan.plays().forEach(p -> hosts.addAll(p.hosts()));
        return hosts.size();
    }

    private static int changing(Plan plan) {
        SequencedSet<String> hosts = new LinkedHashSet<>();
        plan.plays().stream()
                .flatMap(p -> p.tasks().stream())
                .flatMap(t -> t.outlooks().stream())
                .filter(o -> o.turns().stream().anyMatch(Outlook::changes))
                .forEach(o -> hosts.add(o.host()));
        return hosts.size();
    }

    private static long restarts(Plan plan) {
        return plan.outlooks()
                .flatMap(o ->
                        o instanceof Outlook.Acts acts
                                ? acts.acts().stream()
                                : java.util.stream.Stream.of())
                .filter(a -> a.kind() == Act.Kind.INTERRUPT)
                .count();
    }
}
