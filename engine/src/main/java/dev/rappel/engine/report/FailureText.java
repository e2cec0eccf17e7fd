package dev.rappel.engine.report;

import dev.rappel.engine.text.Failure;
import dev.rappel.engine.text.Look;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** A failure as a person reads it: what, why, the evidence, the way out; never a stack trace. */
public final class FailureText {
    private static final int MOST_EVIDENCE = 40;

    private final Paper paper;

    public FailureText(Paper paper) {
        this.paper = paper;
    }

    /**
     * @param lead stands before the first line, such as {@code "h2: "}
     */
    public List<String> lines(String lead, Failure failure) {
        List<String> lines = new ArrayList<>();
        lines.add(paper.paint(Look.Ink.BOLD, lead + failure.what()));
        hanging("  why:  ", failure.why(), lines);
        List<String> evidence = failure.evidence();
        int skipped = Math.max(0, evidence.size() - MOST_EVIDENCE);
        if (skipped > 0) {
            lines.add(paper.text("        | … " + skipped + " lines before"));
        }
        evidence.stream().skip(skipped).forEach(line -> lines.add("        | " + paper.text(line)));
        hanging("  help: ", failure.help(), lines);
        return lines;
    }

    /** Failures of many hosts: those that fail for the same reason stand together. */
    public List<String> together(SequencedMap<String, Failure> byHost) {
        if (byHost.size() == 1) {
            return lines("", byHost.firstEntry().getValue());
        }
        SequencedMap<List<String>, SequencedMap<String, Failure>> groups = new LinkedHashMap<>();
        byHost.forEach((host, failure) ->
                groups.computeIfAbsent(sort(host, failure), _ -> new LinkedHashMap<>())
                        .put(host, failure));
        List<String> lines = new ArrayList<>();
        groups.values()
                .forEach(group ->
                        lines.addAll(
                                group.size() == 1
                                        ? lines("", group.firstEntry().getValue())
                                        : alike(group)));
        return lines;
    }

    /** One line for each host; what is the same for all is said once, below them. */
    private List<String> alike(SequencedMap<String, Failure> group) {
        List<String> lines = new ArrayList<>();
        lines.add(
                paper.text(
                        group.size()
                                + " hosts: "
                                + HostNames.brief(List.copyOf(group.sequencedKeySet()))));
        List<Failure> failures = List.copyOf(group.values());
        if (failures.stream().map(Failure::why).distinct().count() > 1) {
            failures.forEach(f -> lines.addAll(lines("- ", f)));
            return lines;
        }
        failures.forEach(f -> lines.add(paper.paint(Look.Ink.BOLD, "- " + f.what())));
        Failure first = failures.getFirst();
        hanging("  why:  ", first.why(), lines);
        first.evidence().forEach(line -> lines.add("        | " + paper.text(line)));
        boolean sameHelp = failures.stream().map(Failure::help).distinct().count() == 1;
        hanging(
                "  help: ",
                sameHelp || first.help().isEmpty()
                        ? first.help()
                        : first.help() + "; the others likewise",
                lines);
        return lines;
    }

    /** What is said of it, without what is the host's own. */
    private static List<String> sort(String host, Failure failure) {
        return List.of(
                failure.what().replace(host, "").replaceAll("[0-9.:]+", ""),
                failure.kind().name(),
                String.valueOf(failure.evidence().size()));
    }

    private void hanging(String head, String text, List<String> lines) {
        String lead = head;
        for (String line : text.lines().toList()) {
            lines.add(lead + paper.text(line));
            lead = " ".repeat(head.length());
        }
    }
}
