package dev.rappel.cli;

import dev.rappel.engine.text.DiagnosticPrinter;
import dev.rappel.engine.text.Look;
import dev.rappel.engine.text.Problems;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine.Help.Ansi;

/** Prints what is wrong with a user's files to standard error. */
final class DiagnosticsView {
    private static final int WIDTH = 100;

    private DiagnosticsView() {}

    static void print(Problems problems, PrintWriter err) {
        if (!problems.isEmpty()) {
            err.print(new DiagnosticPrinter(look()).print(problems.sorted()));
            err.flush();
        }
    }

    /** Colour by the conventions that picocli knows: NO_COLOR, CLICOLOR_FORCE, a terminal. */
    private static Look look() {
        Charset charset = Charset.forName(System.getProperty("stderr.encoding", "UTF-8"));
        return new Look(Ansi.AUTO.enabled(), charset, WIDTH);
    }
}
