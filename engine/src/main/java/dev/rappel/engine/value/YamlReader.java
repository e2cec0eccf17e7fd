package dev.rappel.engine.value;

import dev.rappel.engine.text.Characters;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads YAML 1.1, as Ansible does, to {@link Node}s with positions.
 *
 * <p>SnakeYAML is asked for its events only: nothing is composed, resolved or constructed by it, no
 * tag names a class, and its parser keeps its state on the heap, so that no document can overflow
 * the stack. Whatever it throws becomes a diagnostic in our words.
 *
 * <p>What cannot be parsed gives no node. A mistake that leaves the rest readable (a key twice, a
 * tag that is refused) is an error in {@code problems} and still gives a node, so that all mistakes
 * of a file can be shown at once: ask {@link Problems#hasErrors} before acting on it.
 */
public final class YamlReader {
    /** What a file is for decides what it may contain. */
    public enum Dialect {
        /** Merge keys are refused, an empty file is an error. */
        PLAYBOOK(50),
        /**
         * Inventories and variable files, which people have from Ansible: merge keys are allowed,
         * an empty file is an empty value, and each host may refer to a shared mapping.
         */
        VARIABLES(100_000);

        final int aliases;

        Dialect(int aliases) {
            this.aliases = aliases;
        }
    }

    /** How many values a document may have when every alias is counted with all it stands for. */
    static final int MOST_VALUES = 1_000_000;

    /** How deep collections may lie in each other. */
    static final int DEEPEST = 50;

    private YamlReader() {}

    /** Reads the one document of a playbook. */
    public static Optional<Node> read(Source source, Problems problems) {
        return read(source, Dialect.PLAYBOOK, problems);
    }

    /** Reads a file that must hold one document. */
    public static Optional<Node> read(Source source, Dialect dialect, Problems problems) {
        return documents(source, dialect, true, problems).stream().findFirst();
    }

    /** Reads every document of a file; those after one that cannot be parsed are not reached. */
    public static List<Node> readAll(Source source, Dialect dialect, Problems problems) {
        return documents(source, dialect, false, problems);
    }

    private static List<Node> documents(Source source, Dialect dialect, boolean one, Problems all) {
        Problems problems = new Problems();
        List<Node> found = inOrder(source, dialect, one, problems);
        problems.sorted().forEach(all::add);
        return found;
    }

    private static List<Node> inOrder(
            Source source, Dialect dialect, boolean one, Problems problems) {
        if (!Characters.check(source, problems)) {
            return List.of();
        }
        Optional<Diagnostic> tooLong = LongLines.in(source);
        if (tooLong.isPresent()) {
            problems.add(tooLong.get());
            return List.of();
        }
        Offsets offsets = new Offsets(source.text());
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        Parser parser = new ParserImpl(new StreamReader(source.text()), options);
        NodeBuilder builder = new NodeBuilder(source, offsets, parser, dialect, problems);
        List<Node> found = new ArrayList<>();
        Span first = source.span(0, 0);
        try {
            builder.next();
            while (builder.peek().is(Event.ID.DocumentStart)) {
                DocumentStartEvent start = (DocumentStartEvent) builder.next();
                if (one && !found.isEmpty()) {
                    problems.add(second(offsets.span(source, start), first));
                    return found;
                }
                first = offsets.span(source, start);
                found.add(builder.document());
                builder.next();
            }
        } catch (NodeBuilder.Refused e) {
            problems.add(e.diagnostic());
            return List.of();
        } catch (MarkedYAMLException e) {
            SecretMarks.hide(source);
            Diagnostic mistake = new YamlMistake(source, offsets, e).explained();
            // What a value was taken for before the parser gave up on the same place says less.
            problems.removeIf(d -> isSamePlace(d, mistake));
            problems.add(mistake);
            return List.of();
        } catch (ReaderException e) {
            SecretMarks.hide(source);
            problems.add(unreadable(source, offsets.at(e.getPosition())));
            return List.of();
        } catch (YAMLException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // Left over in its scanner: escapes and version numbers that Java cannot represent.
            SecretMarks.hide(source);
            problems.add(unreadable(source, builder.reached()));
            return List.of();
        }
        if (found.isEmpty()) {
            return empty(source, dialect, problems);
        }
        return found;
    }

    private static List<Node> empty(Source source, Dialect dialect, Problems problems) {
        if (dialect == Dialect.PLAYBOOK) {
            problems.add(
                    Diagnostic.error(
                            ValueCode.EMPTY_DOCUMENT, "the file is empty", source.span(0, 0)));
            return List.of();
        }
        return List.of(new Node.Scalar("", Node.Style.PLAIN, false, source.span(0, 0)));
    }

    private static boolean isSamePlace(Diagnostic one, Diagnostic other) {
        return one.code().id().equals(other.code().id())
                && one.span().map(Span::start).equals(other.span().map(Span::start));
    }

    private static Diagnostic second(Span here, Span first) {
        return Diagnostic.error(
                        ValueCode.MANY_DOCUMENTS, "a second document in the same file", here)
                .label("it begins here")
                .related(first, "the first one begins here")
                .help("remove this `---`, or move what follows into a file of its own");
    }

    private static Diagnostic unreadable(Source source, int at) {
        int place = Math.min(at, source.text().length());
        return Diagnostic.error(
                ValueCode.YAML_SYNTAX, "this cannot be read as YAML", source.span(place, place));
    }
}
