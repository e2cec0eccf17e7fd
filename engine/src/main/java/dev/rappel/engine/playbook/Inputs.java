package dev.rappel.engine.playbook;

import dev.rappel.engine.text.Problems;
import dev.rappel.engine.value.Bindings;
import dev.rappel.engine.value.Decoder;
import dev.rappel.engine.value.Node;
import dev.rappel.engine.value.Nodes;
import dev.rappel.engine.value.Outcome;
import dev.rappel.engine.value.Type;
import dev.rappel.engine.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What can be done with any {@link Input}: ask for its names, and work it out. */
public final class Inputs {
    private Inputs() {}

    /**
     * The value that an input has where names stand for these values, decoded by its wanted type.
     */
    public static Outcome evaluate(Input input, Bindings bindings) {
        return switch (input) {
            case Input.Known known -> new Outcome.Known(known.value());
            case Input.Filled filled -> decode(filled.template().render(bindings), filled);
            case Input.Computed computed -> computed.expression().evaluate(bindings);
            case Input.Items items -> items(items, bindings);
            case Input.Fields fields -> fields(fields, bindings);
            case Input.LocalFile file -> new Outcome.Known(new Value.Text(file.file().toString()));
            case Input.TemplateFile file -> file.template().render(bindings);
        };
    }

    private static Outcome items(Input.Items items, Bindings bindings) {
        List<Value> values = new ArrayList<>();
        SequencedSet<String> unknown = new TreeSet<>();
        for (Input item : items.items()) {
            switch (evaluate(item, bindings)) {
                case Outcome.Known(Value value) -> values.add(value);
                case Outcome.Unknown(var names) -> unknown.addAll(names);
                case Outcome.Failed failed -> {
                    return failed;
                }
            }
        }
        return unknown.isEmpty()
                ? new Outcome.Known(new Value.Items(values))
                : new Outcome.Unknown(unknown);
    }

    private static Outcome fields(Input.Fields fields, Bindings bindings) {
        SequencedMap<String, Value> values = new LinkedHashMap<>();
        SequencedSet<String> unknown = new TreeSet<>();
        for (var field : fields.fields().entrySet()) {
            switch (evaluate(field.getValue(), bindings)) {
                case Outcome.Known(Value value) -> values.put(field.getKey(), value);
                case Outcome.Unknown(var names) -> unknown.addAll(names);
                case Outcome.Failed failed -> {
                    return failed;
                }
            }
        }
        return unknown.isEmpty()
                ? new Outcome.Known(new Value.Fields(values))
                : new Outcome.Unknown(unknown);
    }

    private static Outcome decode(Outcome rendered, Input.Filled filled) {
        if (!(rendered instanceof Outcome.Known(Value value))
                || filled.wanted() == Type.Simple.ANY) {
            return rendered;
        }
        Problems problems = new Problems();
        Node node = Nodes.of(value, filled.span());
        Optional<Value> decoded = Decoder.decode(node, filled.wanted(), problems);
        if (decoded.isEmpty()) {
            return new Outcome.Failed(problems.sorted().getFirst());
        }
        boolean secret = value instanceof Value.Secret;
        return new Outcome.Known(secret ? new Value.Secret(decoded.get()) : decoded.get());
    }

    /** Hands over every template in an input. */
    static void each(Input input, Consumer<Input> leaf) {
        switch (input) {
            case Input.Items items -> items.items().forEach(i -> each(i, leaf));
            case Input.Fields fields -> fields.fields().values().forEach(i -> each(i, leaf));
            case Input.Known _, Input.LocalFile _ -> {}
            case Input.Filled _, Input.Computed _, Input.TemplateFile _ -> leaf.accept(input);
        }
    }

    /** The declared names that an input uses. */
    public static SequencedSet<String> names(Input input) {
        SequencedSet<String> names = new TreeSet<>();
        each(
                input,
                leaf -> {
                    switch (leaf) {
                        case Input.Filled filled -> names.addAll(filled.template().names());
                        case Input.Computed computed -> names.addAll(computed.expression().names());
                        case Input.TemplateFile file -> names.addAll(file.template().names());
                        default -> {}
                    }
                });
        return names;
    }
}
