package dev.rappel.engine.playbook;

import dev.rappel.engine.expr.Expression;
import dev.rappel.engine.template.Template;
import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.Type;
import dev.rappel.engine.value.Value;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Something that a task is given: known from the file, or to be worked out for each host. */
public sealed interface Input {
    /** Where it stands. */
    Span span();

    /** Known, and already of the wanted type. */
    record Known(Value value, Span span) implements Input {}

    /**
     * Text with names in it.
     *
     * @param wanted what the text must be once the names have values
     */
    record Filled(Template template, Type wanted, Span span) implements Input {}

    /** An expression, or a condition where {@code wanted} is BOOL. */
    record Computed(Expression expression, Type wanted, Span span) implements Input {}

    /** A list of which at least one element is not yet known. */
    record Items(List<Input> items, Span span) implements Input {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** A mapping of which at least one value is not yet known. */
    record Fields(SequencedMap<String, Input> fields, Span span) implements Input {
        public Fields {
            fields = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(fields));
        }
    }

    /** A file on this machine, seen to exist when the playbook was read. */
    record LocalFile(Path file, Span span) implements Input {}

    /** A template in a file on this machine, compiled when the playbook was read. */
    record TemplateFile(Path file, Template template, Span span) implements Input {}
}
