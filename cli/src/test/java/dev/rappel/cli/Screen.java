package dev.rappel.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a terminal shows in the end, with all that scrolled away, of what a program wrote to it. */
final class Screen {
    private static final Pattern SEQUENCE =
            Pattern.compile("\u001b(?:\\[([0-9;?>]*)\\$?([A-Za-z@])|[=>78]|\\([A-Z0-9])");

    private final List<StringBuilder> lines = new ArrayList<>();
    private int row;
    private int column;

    static String of(String written) {
        Screen screen = new Screen();
        screen.write(written);
        StringBuilder text = new StringBuilder();
        screen.lines.forEach(l -> text.append(l.toString().stripTrailing()).append('\n'));
        return text.toString().stripTrailing() + "\n";
    }

    private void write(String text) {
        Matcher sequence = SEQUENCE.matcher(text);
        for (int at = 0; at < text.length(); ) {
            if (text.charAt(at) == '\u001b' && sequence.find(at) && sequence.start() == at) {
                String words = Optional.ofNullable(sequence.group(1)).orElse("");
                Optional.ofNullable(sequence.group(2)).ifPresent(w -> control(words, w.charAt(0)));
                at = sequence.end();
            } else {
                put(text.charAt(at++));
            }
        }
    }

    private void put(char c) {
        switch (c) {
            case '\r' -> column = 0;
            // What was to go to the first column as well has got its \r from the terminal's driver.
            case '\n' -> row++;
            case '\b' -> column = Math.max(0, column - 1);
            default -> {
                StringBuilder line = line();
                while (line.length() <= column) {
                    line.append(' ');
                }
                line.setCharAt(column++, c);
            }
        }
    }

    private StringBuilder line() {
        while (lines.size() <= row) {
            lines.add(new StringBuilder());
        }
        return lines.get(row);
    }

    private void control(String words, char what) {
        int n = words.matches("[0-9]+") ? Integer.parseInt(words) : 0;
        switch (what) {
            case 'A' -> row = Math.max(0, row - Math.max(1, n));
            case 'B' -> row += Math.max(1, n);
            case 'C' -> column += Math.max(1, n);
            case 'D' -> column = Math.max(0, column - Math.max(1, n));
            case 'G' -> column = Math.max(1, n) - 1;
            case 'K' -> line().setLength(Math.min(line().length(), n == 0 ? column : 0));
            case 'J' -> {
                line().setLength(Math.min(line().length(), column));
                while (lines.size() > row + 1) {
                    lines.removeLast();
                }
            }
            case '@' -> {
                if (column < line().length()) {
                    line().insert(column, " ".repeat(Math.max(1, n)));
                }
            }
            case 'P' -> {
                int end = Math.min(line().length(), column + Math.max(1, n));
                line().delete(Math.min(column, end), end);
            }
            default -> {}
        }
    }
}
