package dev.rappel.engine.inventory;

import dev.rappel.engine.text.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Splits a host line of an INI inventory into words as a POSIX shell would, which is what Ansible
 * does (Python's {@code shlex.split(line, comments=True)}): quotes group, a backslash takes the
 * next character as it is, {@code #} begins a comment, even in the middle of a word.
 *
 * @param cut where a comment begins right behind a word, so that a reader may take it for a part
 * @param unclosed where a quote opens that never closes, or a backslash has nothing behind it
 */
record HostWords(List<Word> words, Optional<Span> cut, Optional<Span> unclosed) {

    /** One word, unquoted, which knows where each of its characters stands. */
    static final class Word {
        private final String text;
        private final int[] places;
        private final Span span;

        private Word(String text, int[] places, Span span) {
            this.text = text;
            this.places = places;
            this.span = span;
        }

        String text() {
            return text;
        }

        Span span() {
            return span;
        }

        /** Where a part of this word's text stands in the file. */
        Span part(int from, int to) {
            if (from >= to) {
                int at = from < places.length ? places[from] : span.end();
                return span.source().span(at, at);
            }
            return span.source().span(places[from], places[to - 1] + 1);
        }
    }

    static HostWords split(Span line) {
        return new Splitter(line).split();
    }

    private static final class Splitter {
        private final String text;
        private final Span line;
        private final List<Word> words = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private int[] places = new int[16];
        private int begin = -1;
        private int at;
        private Optional<Span> cut = Optional.empty();
        private Optional<Span> unclosed = Optional.empty();

        Splitter(Span line) {
            this.line = line;
            this.text = line.text();
        }

        HostWords split() {
            while (at < text.length() && unclosed.isEmpty()) {
                char c = text.charAt(at);
                if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                    end();
                    at++;
                } else if (c == '#') {
                    if (begin >= 0) {
                        cut = Optional.of(line.part(at, text.length()));
                    }
                    break;
                } else if (c == '\'' || c == '"') {
                    quoted(c);
                } else if (c == '\\') {
                    begin();
                    if (at + 1 == text.length()) {
                        unclosed = Optional.of(line.part(at, at + 1));
                    } else {
                        take(at + 1);
                        at += 2;
                    }
                } else {
                    begin();
                    take(at++);
                }
            }
            end();
            return new HostWords(List.copyOf(words), cut, unclosed);
        }

        private void quoted(char quote) {
            begin();
            int opened = at++;
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == quote) {
                    at++;
                    return;
                }
                boolean escapes =
                        quote == '"'
                                && c == '\\'
                                && at + 1 < text.length()
                                && (text.charAt(at + 1) == '"' || text.charAt(at + 1) == '\\');
                if (escapes) {
                    at++;
                }
                take(at++);
            }
            unclosed = Optional.of(line.part(opened, opened + 1));
        }

        private void begin() {
            if (begin < 0) {
                begin = at;
            }
        }

        private void take(int from) {
            if (word.length() == places.length) {
                places = Arrays.copyOf(places, places.length * 2);
            }
            places[word.length()] = line.start() + from;
            word.append(text.charAt(from));
        }

        private void end() {
            if (begin >= 0) {
                int[] own = Arrays.copyOf(places, word.length());
                words.add(new Word(word.toString(), own, line.part(begin, at)));
                word.setLength(0);
                begin = -1;
            }
        }
    }
}
