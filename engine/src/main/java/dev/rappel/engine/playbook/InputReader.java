package dev.rappel.engine.playbook;

import dev.rappel.engine.expr.Expression;
import dev.rappel.engine.module.ModuleCode;
import dev.rappel.engine.template.Template;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.Decoder;
import dev.rappel.engine.value.Node;
import dev.rappel.engine.value.Scope;
import dev.rappel.engine.value.Type;
import dev.rappel.engine.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Reads what stands in a file by the type that is wanted there: decoded at once where it is known,
 * compiled and its names checked where it is a template.
 */
final class InputReader {
    private final Scope scope;
    private final Problems problems;

    InputReader(Scope scope, Problems problems) {
        this.scope = scope;
        this.problems = problems;
    }

    /** Of whatever type. */
    Optional<Input> any(Node node) {
        return read(node, Type.Simple.ANY);
    }

    Optional<Input> read(Node node, Type wanted) {
        if (!holdsTemplate(node)) {
            return Decoder.decode(node, wanted, problems)
                    .map(value -> new Input.Known(value, node.span()));
        }
        return switch (node) {
            case Node.Scalar scalar -> filled(scalar, wanted);
            case Node.Sequence list -> items(list, wanted);
            case Node.Mapping mapping -> fields(mapping, wanted);
        };
    }

    /** A value whose place in its file is only known as a whole. */
    Optional<Input> any(Value value, Span place) {
        return read(AsNode.withTemplates(value, place), Type.Simple.ANY);
    }

    /** A condition, or several that must all be true. */
    Optional<List<Expression>> conditions(Node node) {
        List<Node> written = node instanceof Node.Sequence list ? list.items() : List.of(node);
        List<Expression> compiled = new ArrayList<>();
        boolean whole = true;
        for (Node one : written) {
            Optional<Expression> expression = expression(one, Type.Simple.BOOL);
            expression.ifPresent(compiled::add);
            whole &= expression.isPresent();
        }
        return whole ? Optional.of(compiled) : Optional.empty();
    }

    Optional<Expression> expression(Node node, Type wanted) {
        if (node instanceof Node.Scalar scalar) {
            return Expression.compile(scalar, scope, wanted, problems);
        }
        problems.add(
                Diagnostic.error(
                                ModuleCode.ARGUMENT_TYPE,
                                "an expression is needed here",
                                Wording.begin(node))
                        .label("this is " + Wording.kind(node)));
        return Optional.empty();
    }

    static boolean holdsTemplate(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> !scalar.verbatim() && isTemplate(scalar.text());
            case Node.Sequence list -> list.items().stream().anyMatch(InputReader::holdsTemplate);
            case Node.Mapping mapping ->
                    mapping.entries().stream()
                            .anyMatch(e -> holdsTemplate(e.value()) || holdsTemplate(e.key()));
        };
    }

    /** Also what Ansible takes for a statement, so that it is refused and not sent to a host. */
    private static boolean isTemplate(String text) {
        return text.contains("{{") || (text.contains("{%") && text.contains("%}"));
    }

    private Optional<Input> filled(Node.Scalar scalar, Type wanted) {
        // What is marked secret stays so, whatever its names stand for.
        Type type =
                scalar.secret() && !(wanted instanceof Type.Secret)
                        ? new Type.Secret(wanted)
                        : wanted;
        return Template.compile(scalar, scope, type, problems)
                .map(template -> new Input.Filled(template, type, scalar.span()));
    }

    private Optional<Input> items(Node.Sequence list, Type wanted) {
        if (wanted != Type.Simple.ANY && !(Typing.open(wanted) instanceof Type.Items)) {
            // The decoder says best what is wrong with a list in this place.
            return Decoder.decode(list, wanted, problems).map(v -> new Input.Known(v, list.span()));
        }
        Type element = Typing.element(wanted).orElse(Type.Simple.ANY);
        List<Input> items = new ArrayList<>();
        boolean whole = true;
        for (Node node : list.items()) {
            Optional<Input> item = read(node, element);
            item.ifPresent(items::add);
            whole &= item.isPresent();
        }
        return whole ? Optional.of(new Input.Items(items, list.span())) : Optional.empty();
    }

    private Optional<Input> fields(Node.Mapping mapping, Type wanted) {
        Type open = Typing.open(wanted);
        if (open != Type.Simple.ANY
                && !(open instanceof Type.Table)
                && !(open instanceof Type.Fields)) {
            return Decoder.decode(mapping, wanted, problems)
                    .map(v -> new Input.Known(v, mapping.span()));
        }
        SequencedMap<String, Input> fields = new LinkedHashMap<>();
        boolean whole = true;
        for (Node.Entry entry : mapping.entries()) {
            if (holdsTemplate(entry.key())) {
                problems.add(
                        Diagnostic.error(
                                PlaybookCode.NEEDS_TEMPLATE_FREE_TEXT,
                                "a key cannot hold `{{…}}`",
                                entry.key().span()));
                whole = false;
                continue;
            }
            String key = entry.key().text();
            Type type =
                    switch (open) {
                        case Type.Table table -> table.of();
                        case Type.Fields known -> known.fields().getOrDefault(key, Type.Simple.ANY);
                        default -> Type.Simple.ANY;
                    };
            Optional<Input> field = read(entry.value(), type);
            field.ifPresent(f -> fields.put(key, f));
            whole &= field.isPresent();
        }
        return whole ? Optional.of(new Input.Fields(fields, mapping.span())) : Optional.empty();
    }
}
