package dev.rappel.engine.playbook;

import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.DidYouMean;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.value.Decoder;
import dev.rappel.engine.value.Node;
import dev.rappel.engine.value.Type;
import dev.rappel.engine.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads what stands behind the words of plays and tasks where no template may stand. */
final class Words {
    private final Problems problems;

    Words(Problems problems) {
        this.problems = problems;
    }

    /** Whether a node holds a template, which is reported. */
    private boolean isTemplate(Node node) {
        if (!InputReader.holdsTemplate(node)) {
            return false;
        }
        problems.add(
                Diagnostic.error(
                                PlaybookCode.NEEDS_TEMPLATE_FREE_TEXT,
                                "`{{…}}` cannot stand here",
                                Wording.begin(node))
                        .note("this must be known before any variable has a value"));
        return true;
    }

    private Optional<Value> decode(Node node, Type type) {
        return isTemplate(node) ? Optional.empty() : Decoder.decode(node, type, problems);
    }

    Optional<String> text(Node node) {
        return decode(node, Type.Simple.TEXT)
                .map(v -> v instanceof Value.Text(String text) ? text : "")
                .filter(t -> !t.isEmpty());
    }

    Optional<Boolean> flag(Node node) {
        return decode(node, Type.Simple.BOOL)
                .map(v -> v instanceof Value.Bool bool && bool.truth());
    }

    OptionalInt whole(Node node, int least, int most) {
        Optional<Value> value = decode(node, Type.Simple.WHOLE);
        if (value.isEmpty() || !(value.get() instanceof Value.Whole number)) {
            return OptionalInt.empty();
        }
        if (number.number() < least || number.number() > most) {
            problems.add(
                    Diagnostic.error(
                            PlaybookCode.OUT_OF_RANGE,
                            "this must be from " + least + " to " + most,
                            node.span()));
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) number.number());
    }

    /** Seconds, as Ansible has them, or a duration with its unit. */
    Optional<Duration> seconds(Node node) {
        if (node instanceof Node.Scalar scalar
                && scalar.text().matches("[0-9]{1,9}(\\.[0-9]{1,3})?")) {
            return Optional.of(
                    Duration.ofMillis(Math.round(Double.parseDouble(scalar.text()) * 1000)));
        }
        return duration(node);
    }

    Optional<Duration> duration(Node node) {
        return decode(node, Type.Simple.DURATION)
                .map(v -> v instanceof Value.Time time ? time.duration() : Duration.ZERO);
    }

    /**
     * A list of texts, or one text alone, or several with commas between, as Ansible reads tags.
     */
    Set<String> tags(Node node) {
        Set<String> tags = new LinkedHashSet<>();
        for (Node item : node instanceof Node.Sequence list ? list.items() : List.of(node)) {
            text(item)
                    .ifPresent(text ->
                            Arrays.stream(text.split(","))
                                    .map(String::strip)
                                    .filter(t -> !t.isEmpty())
                                    .forEach(tags::add));
        }
        return tags;
    }

    /** A list of texts, or one alone. */
    List<Node.Scalar> names(Node node) {
        List<Node.Scalar> names = new ArrayList<>();
        for (Node item : node instanceof Node.Sequence list ? list.items() : List.of(node)) {
            if (text(item).isPresent() && item instanceof Node.Scalar scalar) {
                names.add(scalar);
            }
        }
        return names;
    }

    /** Reports a word that is none, with what was probably meant. */
    void unknown(PlaybookCode code, String where, Node.Scalar word, Collection<String> known) {
        Diagnostic unknown =
                Diagnostic.error(code, "`" + word + "` is not a word of " + where, word.span())
                        .label("not known here");
        Optional<String> question = DidYouMean.question(word.text(), known);
        problems.add(
                question.isPresent()
                        ? unknown.help(question.get())
                        : unknown.note("known are " + String.join(", ", known)));
    }

    /** Reports a word that Ansible has, with what is written in its place here. */
    void ansible(PlaybookCode code, String where, Node.Scalar word, String instead) {
        problems.add(
                Diagnostic.error(
                                code,
                                "`"
                                        + word
                                        + "` is Ansible's; Rappel's "
                                        + where
                                        + " have no such word",
                                word.span())
                        .help(instead));
    }
}
