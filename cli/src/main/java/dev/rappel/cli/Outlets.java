package dev.rappel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rappel.engine.report.Event;
import dev.rappel.engine.report.EventJson;
import dev.rappel.engine.report.FailureText;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.DiagnosticJson;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Secrets;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.SequencedMap;

/**
 * Where a command's answers go: for people, results on standard output and troubles on standard
 * error; for machines, everything as lines of JSON on standard output.
 *
 * @param json whether machines read it
 * @param secrets what must not be shown
 */
record Outlets(PrintWriter out, PrintWriter err, boolean json, Secrets secrets) {

    void problems(Problems problems) {
        if (json) {
            for (Diagnostic diagnostic : problems.sorted()) {
                out.println(secrets.mask(DiagnosticJson.line(diagnostic)));
            }
            out.flush();
        } else {
            DiagnosticsView.print(problems, err);
        }
    }

    /** Hosts that cannot be worked on; nothing was done to any. */
    void unreachable(SequencedMap<String, Failure> failures, int hosts) {
        if (json) {
            EventJson events = new EventJson(secrets);
            failures.forEach((host, failure) ->
                    line(events.write(new Event.HostLost(Instant.now(), host, failure))));
            return;
        }
        new FailureText(Looks.err(secrets)).together(failures).forEach(err::println);
        err.println(
                "rappel: "
                        + failures.size()
                        + " of "
                        + hosts
                        + (hosts == 1 ? " host" : " hosts")
                        + " cannot be worked on; nothing was changed");
        err.flush();
    }

    void failure(Failure failure) {
        if (json) {
            line(new EventJson(secrets).failure(failure).put("event", "refused"));
        }
        new FailureText(Looks.err(secrets)).lines("rappel: ", failure).forEach(err::println);
        err.flush();
    }

    void line(JsonNode node) {
        out.println(node);
        out.flush();
    }

    void text(Iterable<String> lines) {
        lines.forEach(out::println);
        out.flush();
    }
}
