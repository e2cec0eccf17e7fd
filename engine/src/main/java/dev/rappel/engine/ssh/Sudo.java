package dev.rappel.engine.ssh;

import dev.rappel.engine.module.Rights;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Starts {@code /bin/sh} on a host with somebody's rights, ready to read commands.
 *
 * <p>The command lines hold only letters, digits and plain signs, so that every login shell reads
 * them alike. The password goes out only when sudo asks with a word that was made up for this one
 * time: else it would become the input of the shell.
 */
final class Sudo {
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@-]*\\$?");

    private Sudo() {}

    /** A word that nobody can have known before. */
    static String nonce() {
        byte[] bytes = new byte[12];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Whether these rights are another user's than the one who logged in. */
    static boolean needed(Wire wire, Rights rights) {
        return rights.user().filter(user -> !user.equals(wire.user())).isPresent();
    }

    static Exec shell(Wire wire, Rights rights) throws Failure, IOException, InterruptedException {
        if (!needed(wire, rights)) {
            return Exec.start(wire, "exec /bin/sh");
        }
        String user = rights.user().orElseThrow();
        if (!USER.matcher(user).matches()) {
            throw Failure.of(Failure.Kind.INVALID, "\"" + user + "\" cannot be a user's name")
                    .help("correct become_user");
        }
        String nonce = nonce();
        Exec exec =
                Exec.start(
                        wire,
                        "exec env LC_ALL=C sudo -H -S -p 'ask-%s' -u %s -- /bin/sh -c 'echo ok-%s >&2; exec /bin/sh'"
                                .formatted(nonce, user, nonce));
        try {
            converse(exec, wire, user, nonce);
            return exec;
        } catch (Failure | InterruptedException e) {
            exec.abandon();
            throw e;
        }
    }

    private enum Turn {
        IN,
        ASKED,
        ENDED
    }

    private static void converse(Exec exec, Wire wire, String user, String nonce)
            throws Failure, InterruptedException {
        byte[] ok = ("ok-" + nonce + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] ask = ("ask-" + nonce).getBytes(StandardCharsets.US_ASCII);
        StringBuilder said = new StringBuilder();
        boolean answered = false;
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Turn turn = exec.await((out, err) -> turn(err, ok, ask, said), end);
            if (turn == null) {
                throw refused(wire, user, said + exec.rest(true))
                        .why("sudo did not answer within " + PATIENCE.toSeconds() + " s");
            }
            switch (turn) {
                case IN -> {
                    return;
                }
                case ENDED -> {
                    if (exec.broken()) {
                        throw Failure.of(
                                        Failure.Kind.UNREACHABLE,
                                        "the connection to %s broke"
                                                .formatted(wire.target().name()))
                                .why("it ended while sudo was asked for the rights of " + user);
                    }
                    String words = said + exec.rest(true);
                    throw refused(wire, user, words).why(reason(words, answered));
                }
                case ASKED -> {
                    Value.Secret password = wire.target().becomePassword().orElse(null);
                    if (password == null) {
                        throw refused(wire, user, "")
                                .why("sudo asks for a password and none was given");
                    }
                    if (answered) {
                        throw refused(wire, user, "").why("sudo did not take the password");
                    }
                    byte[] line =
                            (ShellText.word(password) + "\n").getBytes(StandardCharsets.UTF_8);
                    int _ = exec.send(line, line.length, PATIENCE);
                    answered = true;
                }
            }
        }
    }

    private static @org.jspecify.annotations.Nullable Turn turn(
            Gathered err, byte[] ok, byte[] ask, StringBuilder said) {
        String text = new String(err.all(), StandardCharsets.UTF_8);
        int in = text.indexOf(new String(ok, StandardCharsets.US_ASCII));
        String prompt = new String(ask, StandardCharsets.US_ASCII);
        int asked = text.indexOf(prompt);
        if (asked >= 0 && (in < 0 || asked < in)) {
            said.append(text, 0, asked);
            err.drop(
                    text.substring(0, asked + prompt.length())
                            .getBytes(StandardCharsets.UTF_8)
                            .length);
            return Turn.ASKED;
        }
        if (in >= 0) {
            err.drop(err.size());
            return Turn.IN;
        }
        return err.ended() ? Turn.ENDED : null;
    }

    private static String reason(String words, boolean answered) {
        List<String> lines =
                ShellText.lastLines(words, 20).stream()
                        .filter(line -> !line.contains("unable to resolve host"))
                        .toList();
        if (words.contains("try again") || words.contains("incorrect password")) {
            return "sudo did not take the password";
        }
        if (words.contains("not found") && words.contains("sudo")) {
            return "there is no sudo on it";
        }
        return lines.isEmpty()
                ? "sudo ended without a word" + (answered ? " after the password" : "")
                : "it said: " + lines.getFirst();
    }

    private static Failure refused(Wire wire, String user, String said) {
        return Failure.of(
                        Failure.Kind.UNREACHABLE,
                        "%s: sudo does not let %s act as %s"
                                .formatted(wire.target().name(), wire.user(), user))
                .help(
                        "give sudo's password with -K or the variable ansible_become_password; try by"
                                + " hand: ssh %s@%s, there sudo -u %s true"
                                        .formatted(wire.user(), wire.target().address(), user))
                .evidence(ShellText.lastLines(said, 5));
    }
}
