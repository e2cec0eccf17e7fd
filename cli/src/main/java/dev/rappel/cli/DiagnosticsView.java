package dev.rappel.cli;

import dev.rappel.engine.text.DiagnosticPrinter;
import dev.rappel.engine.text.Problems;
import java.io.PrintWriter;

/** Prints what is wrong with a user's files to standard error. */
final class DiagnosticsView {
    private DiagnosticsView() {}

    static void print(Problems problems, PrintWriter err) {
        if (!problems.isEmpty()) {
            err.print(new DiagnosticPrinter(Looks.err()).print(problems.sorted()));
            err.flush();
        }
    }
}
