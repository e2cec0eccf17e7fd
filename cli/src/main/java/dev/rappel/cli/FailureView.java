package dev.rappel.cli;

import dev.rappel.engine.text.Failure;
import java.io.PrintWriter;
import java.util.List;

/** A failure as a person reads it: what, why, the evidence, the way out. Never a stack trace. */
final class FailureView {
    private FailureView() {}

    static void print(Failure failure, PrintWriter err) {
        err.println("rappel: " + failure.what());
        indented(failure.why(), "  why:  ", err);
        List<String> evidence = failure.evidence();
        evidence.forEach(line -> err.println("        | " + line));
        indented(failure.help(), "  help: ", err);
        err.flush();
    }

    private static void indented(String text, String head, PrintWriter err) {
        String lead = head;
        for (String line : text.lines().toList()) {
            err.println(lead + line);
            lead = " ".repeat(head.length());
        }
    }
}
