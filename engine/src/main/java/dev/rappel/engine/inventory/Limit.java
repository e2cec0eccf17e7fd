package dev.rappel.engine.inventory;

import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code --limit} says: a pattern that the hosts of another pattern must meet too. {@code
 * @file} stands for the lines of a file, one part a line; lines that begin with {@code #} say
 * nothing. A limit keeps the order of what it limits.
 */
public record Limit(Pattern pattern) {

    /** Reads a limit; what is wrong with it or with its files is reported. */
    public static Optional<Limit> parse(String text, Problems problems) {
        if (text.indexOf('@') < 0) {
            Source source = new Source("--limit", text);
            return Pattern.parse(text, Places.of(source), problems).map(Limit::new);
        }
        List<Pattern.Part> parts = new ArrayList<>();
        boolean whole = true;
        for (String piece : text.split(",", -1)) {
            if (piece.isBlank()) {
                continue;
            }
            if (piece.strip().startsWith("@")) {
                whole &= file(piece.strip().substring(1).strip(), parts, problems);
            } else {
                Source source = new Source("--limit", piece.strip());
                Optional<Pattern> pattern =
                        Pattern.parse(piece.strip(), Places.of(source), problems);
                pattern.ifPresent(p -> parts.addAll(p.parts()));
                whole &= pattern.isPresent();
            }
        }
        return whole ? Optional.of(new Limit(new Pattern(text, parts))) : Optional.empty();
    }

    private static Optional<Path> path(String name, Problems problems) {
        try {
            if (!name.isEmpty()) {
                return Optional.of(Path.of(name));
            }
        } catch (InvalidPathException e) {
            // Said below: there can be no such file.
        }
        problems.add(
                Diagnostic.error(
                                InventoryCode.BAD_LIMIT_FILE,
                                "`@" + name + "` does not name a file")
                        .help("write `--limit @FILE`"));
        return Optional.empty();
    }

    private static boolean file(String name, List<Pattern.Part> parts, Problems problems) {
        Optional<Source> source = path(name, problems).flatMap(file -> Yaml.source(file, problems));
        if (source.isEmpty()) {
            return false;
        }
        boolean whole = true;
        int before = parts.size();
        for (int number = 1; number <= source.get().lineCount(); number++) {
            String line = source.get().lineText(number);
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            int start = source.get().lineStart(number);
            Places places = (from, to) -> source.get().span(start + from, start + to);
            Optional<Pattern.Part> part = new PatternReader(line, places, problems).single();
            part.ifPresent(parts::add);
            whole &= part.isPresent();
        }
        if (whole && parts.size() == before) {
            problems.add(
                    Diagnostic.error(
                                    InventoryCode.BAD_LIMIT_FILE,
                                    "the limit file `" + source.get().name() + "` names no host",
                                    source.get().span(0, 0))
                            .note("an empty limit would not limit anything")
                            .help("write one name or pattern a line"));
            return false;
        }
        return whole;
    }
}
