package dev.rappel.lab.load;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** A report as JSON. The names are a promise to other programs: new ones may come, none go. */
record ReportJson(LoadReport report) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    String text() {
        return tree().toPrettyString();
    }

    private ObjectNode tree() {
        ObjectNode top = MAPPER.createObjectNode();
        top.put("verdict", report.verdict().name());
        top.put("began", report.began().toString());
        top.put("lastedMs", millis(report.lasted()));
        top.put("prefix", report.prefix());
        top.put("keysKept", report.keysKept());
        ArrayNode endpoints = top.putArray("endpoints");
        report.endpoints().forEach(endpoint -> endpoints.add(endpoint.toString()));
        figures(top.putObject("writes"), report.writes());
        figures(top.putObject("reads"), report.reads());
        ArrayNode phases = top.putArray("phases");
        report.phases()
                .forEach(phase -> {
                    ObjectNode node = phases.addObject();
                    node.put("name", phase.name());
                    node.put("began", phase.began().toString());
                    node.put("lastedMs", millis(phase.lasted()));
                    figures(node.putObject("writes"), phase.writes());
                    figures(node.putObject("reads"), phase.reads());
                });
        leadership(top.putObject("leadership"));
        ObjectNode versions = top.putObject("versions");
        report.versions()
                .forEach((endpoint, seen) -> {
                    ArrayNode node = versions.putArray(endpoint);
                    seen.forEach(node::add);
                });
        verification(top.putObject("verification"));
        lost(top.putArray("lost"));
        top.put("wrongReadCount", report.wrongReadCount());
        wrongReads(top.putArray("wrongReads"));
        return top;
    }

    private static void figures(ObjectNode node, CallFigures figures) {
        node.put("ok", figures.ok());
        node.put("failed", figures.failed());
        node.put("perSecond", Math.round(figures.perSecond() * 10) / 10.0);
        node.put("p50Ms", millis(figures.p50()));
        node.put("p99Ms", millis(figures.p99()));
        node.put("longestMs", millis(figures.longest()));
        node.putObject("longestGap")
                .put("from", figures.longestGap().from().toString())
                .put("ms", millis(figures.longestGap().length()));
        ArrayNode errors = node.putArray("errors");
        figures.errors()
                .forEach(error ->
                        errors.addObject()
                                .put("code", error.kind().code())
                                .put("reason", error.kind().reason())
                                .put("count", error.count())
                                .put("first", error.first().toString())
                                .put("last", error.last().toString()));
    }

    private void leadership(ObjectNode node) {
        node.put("changes", report.leadership().changes());
        ArrayNode terms = node.putArray("terms");
        report.leadership()
                .terms()
                .forEach(term -> {
                    ObjectNode one = terms.addObject();
                    one.put("term", term.term());
                    term.leader().ifPresent(id -> one.put("leader", id));
                    one.put("seen", term.seen().toString());
                });
    }

    private void verification(ObjectNode node) {
        node.put("keys", report.verification().keys());
        node.put("complete", report.verification().complete());
        node.put("tookMs", millis(report.verification().took()));
        ArrayNode members = node.putArray("members");
        report.verification()
                .members()
                .forEach(member -> {
                    ObjectNode one = members.addObject();
                    one.put("endpoint", member.endpoint().toString());
                    one.put("complete", member.complete());
                    member.problem().ifPresent(kind -> one.put("problem", kind.toString()));
                });
    }

    private void lost(ArrayNode node) {
        for (LostWrite lost : report.lost()) {
            ObjectNode one = node.addObject();
            one.put("key", lost.key());
            one.put("expected", lost.expected());
            lost.found().ifPresentOrElse(v -> one.put("found", v), () -> one.putNull("found"));
            one.put("acknowledged", lost.acknowledged().toString());
            one.put("revision", lost.revision());
            ArrayNode members = one.putArray("members");
            lost.members().forEach(member -> members.add(member.toString()));
        }
    }

    private void wrongReads(ArrayNode node) {
        for (WrongRead wrong : report.wrongReads()) {
            ObjectNode one = node.addObject();
            one.put("key", wrong.key());
            one.put("atLeast", wrong.atLeast());
            wrong.found().ifPresentOrElse(v -> one.put("found", v), () -> one.putNull("found"));
            one.put("member", wrong.member());
            one.put("at", wrong.at().toString());
        }
    }

    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 1e3) / 1e3;
    }
}
