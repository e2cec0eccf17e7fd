package dev.rappel.engine.playbook;

import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.DidYouMean;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.text.SourceReader;
import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.Node;
import dev.rappel.engine.value.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files beside a playbook; each is read once, however often it is named. */
final class LocalFiles {
    private final Map<Path, Opened> opened = new HashMap<>();

    /**
     * A YAML file that was read.
     *
     * @param name as messages call it
     * @param real its path without links and dots: two names of one file are one file
     * @param folder from where its own relative paths count
     * @param root what it holds; empty when it could not be read, which has been reported
     */
    record Opened(String name, Path real, Path folder, Optional<Node> root) {}

    /** Opens a file that the user named on the command line. */
    Opened first(Source source, Path file, Problems problems) {
        Opened result =
                new Opened(
                        source.name(), real(file), folder(file), YamlReader.read(source, problems));
        opened.put(result.real(), result);
        return result;
    }

    /** Opens a file that another file names. */
    Optional<Opened> open(String path, Path from, Span place, Problems problems) {
        Optional<Path> file = find(path, from, place, problems);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Path real = real(file.get());
        Opened known = opened.get(real);
        if (known == null) {
            Optional<Node> root =
                    new SourceReader()
                            .read(file.get(), problems)
                            .flatMap(source -> YamlReader.read(source, problems));
            known = new Opened(file.get().toString(), real, folder(file.get()), root);
            opened.put(real, known);
        }
        return Optional.of(known);
    }

    /**
     * The path of a file that a text names, relative to a folder; reports one that is not there.
     */
    static Optional<Path> find(String path, Path from, Span place, Problems problems) {
        Path file;
        try {
            file = from.resolve(path).normalize();
        } catch (InvalidPathException e) {
            problems.add(
                    Diagnostic.error(PlaybookCode.NO_SUCH_FILE, "this is not a path", place)
                            .note(e.getReason()));
            return Optional.empty();
        }
        if (Files.exists(file)) {
            return Optional.of(file);
        }
        Diagnostic missing =
                Diagnostic.error(
                        PlaybookCode.NO_SUCH_FILE, "there is no file `" + file + "`", place);
        if (!Path.of(path).isAbsolute()) {
            missing =
                    missing.note(
                            "relative paths count from the folder of the file that names them");
        }
        List<String> near = siblings(file);
        Path name = file.getFileName();
        Optional<String> question =
                name == null ? Optional.empty() : DidYouMean.question(name.toString(), near);
        problems.add(question.map(missing::help).orElse(missing));
        return Optional.empty();
    }

    private static List<String> siblings(Path file) {
        Path folder = folder(file);
        try (var entries = Files.list(folder)) {
            return entries.limit(10_000)
                    .map(p -> String.valueOf(p.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            return List.of();
        }
    }

    private static Path folder(Path file) {
        Path parent = file.getParent();
        return parent == null ? Path.of("") : parent;
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.toAbsolutePath().normalize();
        }
    }
}
