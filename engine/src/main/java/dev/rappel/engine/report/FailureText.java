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
        SequencedMap<List<String>, List<String>> groups = new LinkedHashMap<>();
        byHost.forEach((host, failure) ->
                groups.computeIfAbsent(sort(host, failure), _ -> new ArrayList<>()).add(host));
        List<String> lines = new ArrayList<>();
        groups.values()
                .forEach(hosts -> {
                    if (hosts.size() > 1) {
                        lines.add(paper.text(hosts.size() + " hosts: " + HostNames.brief(hosts)));
                    }
                    hosts.forEach(host -> {
                        Failure failure = byHost.get(host);
                        if (failure != null) {
                            lines.addAll(lines(hosts.size() > 1 ? "- " : "", failure));
                        }
                    });
                });
        return lines;
    }

    /** What is said of it, without what is the host's own. */
    private static List<String> sort(String host, Failure failure) {
        return List.of(
                failure.what().replace(host, "").replaceAll("[0-9.:]+", ""), failure.kind().name());
    }

    private void hanging(String head, String text, List<String> lines) {
        String lead = head;
        for (String line : text.lines().toList()) {
            lines.add(lead + paper.text(line));
            lead = " ".repeat(head.length());
        }
    }
}
