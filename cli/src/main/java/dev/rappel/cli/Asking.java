package dev.rappel.cli;

import dev.rappel.engine.ssh.Passphrases;
import dev.rappel.engine.text.Failure;
import java.io.Console;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Asks the person at the terminal, where there is one. */
final class Asking {
    private Asking() {}

    static Optional<Console> terminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }

    /** A password; nothing of it is shown while it is typed. */
    static String password(String what) throws Failure {
        Console console =
                terminal()
                        .orElseThrow(() ->
                                Failure.of(Failure.Kind.REFUSED, "cannot ask for " + what)
                                        .why("there is no terminal")
                                        .help("run it on a terminal"));
        char[] typed = console.readPassword("%s: ", what);
        if (typed == null) {
            throw Failure.of(Failure.Kind.REFUSED, "no password was given");
        }
        return new String(typed);
    }

    /** Whether the person says yes. */
    static boolean agreed(Console console, String question) {
        String answer = console.readLine("%s [y/N] ", question);
        return answer != null
                && switch (answer.strip().toLowerCase(Locale.ROOT)) {
                    case "y", "yes" -> true;
                    default -> false;
                };
    }

    /** Passphrases of private keys. */
    static Passphrases passphrases() {
        return (Path key, boolean again) ->
                terminal()
                        .flatMap(console ->
                                Optional.ofNullable(
                                        console.readPassword(
                                                "%spassphrase of %s: ",
                                                again ? "that was wrong; " : "", key)));
    }
}
