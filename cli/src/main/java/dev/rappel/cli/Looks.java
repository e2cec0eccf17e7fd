package dev.rappel.cli;

import dev.rappel.engine.report.Paper;
import dev.rappel.engine.text.Look;
import dev.rappel.engine.text.Secrets;
import java.nio.charset.Charset;
import picocli.CommandLine.Help.Ansi;

/** What standard output and standard error can show. */
final class Looks {
    private static final int WIDTH = 100;
    private static final String FORCE = "CLICOLOR_FORCE";

    private Looks() {}

    static Paper out(Secrets secrets) {
        return new Paper(look("stdout.encoding"), secrets);
    }

    static Paper err(Secrets secrets) {
        return new Paper(err(), secrets);
    }

    static Look err() {
        return look("stderr.encoding");
    }

    /** Colour by the usual conventions: NO_COLOR, CLICOLOR_FORCE, a terminal that is not dumb. */
    private static Look look(String encoding) {
        Charset charset = Charset.forName(System.getProperty(encoding, "UTF-8"));
        boolean colour = Ansi.AUTO.enabled() && (!isDumb() || System.getenv(FORCE) != null);
        return new Look(colour, charset, WIDTH);
    }

    /** Whether the terminal can do no more than print one line after the other. */
    static boolean isDumb() {
        return "dumb".equals(System.getenv("TERM"));
    }
}
