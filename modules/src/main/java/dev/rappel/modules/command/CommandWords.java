package dev.rappel.modules.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Splits a line into words as a shell does, and expands nothing. */
public final class CommandWords {
    private static final Set<Character> ESCAPED_IN_QUOTES = Set.of('"', '\\', '$', '`');

    private final String argument;
    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int at;

    private CommandWords(String argument, String line) {
        this.argument = argument;
        this.line = line;
    }

    /**
     * The words of a line: blanks part them, {@code '…'} and {@code "…"} hold them together, and a
     * backslash takes the next character as it is.
     *
     * @param argument the argument's name, for messages
     * @throws IllegalArgumentException when a quote is not closed or there is no word
     */
    public static List<String> split(String argument, String line) {
        CommandWords words = new CommandWords(argument, line);
        while (words.at < line.length()) {
            words.step();
        }
        words.end();
        if (words.words.isEmpty()) {
            throw new IllegalArgumentException("`" + argument + "` is empty");
        }
        return List.copyOf(words.words);
    }

    private void step() {
        char c = line.charAt(at++);
        switch (c) {
            case ' ', '\t', '\n', '\r' -> end();
            case '\'' -> {
                inWord = true;
                word.append(line, at, closing('\''));
                at = closing('\'') + 1;
            }
            case '"' -> {
                inWord = true;
                doubleQuoted();
            }
            case '\\' -> {
                inWord = true;
                escaped();
            }
            default -> {
                inWord = true;
                word.append(c);
            }
        }
    }

    private void doubleQuoted() {
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == '"') {
                return;
            }
            if (c == '\\' && at < line.length()) {
                char next = line.charAt(at);
                if (next == '\n') {
                    at++;
                    continue;
                }
                if (ESCAPED_IN_QUOTES.contains(next)) {
                    word.append(next);
                    at++;
                    continue;
                }
            }
            word.append(c);
        }
        throw open('"');
    }

    private void escaped() {
        if (at == line.length()) {
            throw new IllegalArgumentException(
                    "`" + argument + "` ends with a backslash; write `\\\\` for one");
        }
        char next = line.charAt(at++);
        if (next != '\n') {
            word.append(next);
        }
    }

    private int closing(char quote) {
        int end = line.indexOf(quote, at);
        if (end < 0) {
            throw open(quote);
        }
        return end;
    }

    private IllegalArgumentException open(char quote) {
        return new IllegalArgumentException(
                "`" + argument + "` has a quote " + quote + " that is not closed");
    }

    private void end() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
