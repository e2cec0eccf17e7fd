package dev.rappel.cli;

import dev.rappel.engine.text.DiagnosticPrinter;
import dev.rappel.engine.text.Look;
import dev.rappel.engine.text.Problems;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;

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

    private static Look look() {
        Charset charset = Charset.forName(System.getProperty("stderr.encoding", "UTF-8"));
        boolean terminal = System.console() != null && System.console().isTerminal();
        return new Look(isColoured(System.getenv(), terminal), charset, WIDTH);
    }

    /** By the conventions of no-color.org and bixense.com/clicolors. */
    static boolean isColoured(Map<String, String> environment, boolean terminal) {
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
            return false;
        }
        String force = environment.getOrDefault("CLICOLOR_FORCE", "");
        return terminal || (!force.isEmpty() && !force.equals("0"));
    }
}
