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
    static String password(String what) throws Failure, InterruptedException {
        Console console =
                terminal()
                        .orElseThrow(() ->
                                Failure.of(Failure.Kind.REFUSED, "cannot ask for " + what)
                                        .why("there is no terminal")
                                        .help("run it on a terminal"));
        return answer(Typed.of(() -> console.readPassword("%s: ", what)))
                .map(String::new)
                .orElseThrow(() -> Failure.of(Failure.Kind.REFUSED, "no password was given"));
    }

    /** Whether the person says yes. */
    static boolean agreed(Console console, String question) throws InterruptedException {
        String answer = answer(Typed.of(() -> console.readLine("%s [y/N] ", question))).orElse("");
        return switch (answer.strip().toLowerCase(Locale.ROOT)) {
            case "y", "yes" -> true;
            default -> false;
        };
    }

    private static <T> Optional<T> answer(Typed<T> typed) throws InterruptedException {
        Optional<T> answer = Optional.empty();
        try {
            answer = typed.get();
            return answer;
        } finally {
            // After Ctrl-C and Ctrl-D the cursor still stands behind the question. Not by the
            // console's own writer: who reads a line that never ends holds its lock.
            if (answer.isEmpty()) {
                System.err.println();
            }
        }
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
