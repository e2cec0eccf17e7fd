package dev.rappel.engine.playbook;

import dev.rappel.engine.inventory.Host;
import dev.rappel.engine.inventory.Inventory;
import dev.rappel.engine.inventory.Pattern;
import dev.rappel.engine.inventory.Places;
import dev.rappel.engine.inventory.Vars;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.Bindings;
import dev.rappel.engine.value.Node;
import dev.rappel.engine.value.Outcome;
import dev.rappel.engine.value.Positions;
import dev.rappel.engine.value.Scope;
import dev.rappel.engine.value.Type;
import dev.rappel.engine.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads which hosts a play is for. */
final class HostsReader {
    private final Request request;
    private final Optional<Inventory> inventory;
    private final List<Vars.Layer> play;
    private final Problems problems;

    HostsReader(
            Request request,
            Optional<Inventory> inventory,
            List<Vars.Layer> play,
            Problems problems) {
        this.request = request;
        this.inventory = inventory;
        this.play = play;
        this.problems = problems;
    }

    /** The pattern, empty where it is wrong or missing, and the hosts that it selects. */
    record Selected(Optional<String> pattern, List<Host> hosts) {
        static final Selected NONE = new Selected(Optional.empty(), List.of());
    }

    Selected read(Node.Mapping node, Span begin) {
        Optional<Node.Entry> entry = node.entry("hosts");
        if (entry.isEmpty() || Wording.isNothing(entry.get().value())) {
            problems.add(
                    Diagnostic.error(
                                    PlaybookCode.PLAY_WITHOUT_HOSTS,
                                    "this play does not say for which hosts it is",
                                    entry.map(e -> e.key().span()).orElse(begin))
                            .help("add `hosts: PATTERN`, or `hosts: all`"));
            return Selected.NONE;
        }
        return switch (entry.get().value()) {
            case Node.Scalar scalar -> pattern(scalar);
            case Node.Sequence list -> list(list);
            case Node.Mapping mapping -> {
                problems.add(
                        Diagnostic.error(
                                        PlaybookCode.PLAY_WITHOUT_HOSTS,
                                        "`hosts` is a pattern or a list of patterns",
                                        Wording.begin(mapping))
                                .label("this is a mapping"));
                yield Selected.NONE;
            }
        };
    }

    private Selected list(Node.Sequence list) {
        List<Pattern.Part> parts = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        boolean whole = true;
        for (Node item : list.items()) {
            Optional<Pattern> pattern =
                    item instanceof Node.Scalar scalar ? parse(scalar) : Optional.empty();
            if (!(item instanceof Node.Scalar)) {
                problems.add(
                        Diagnostic.error(
                                        PlaybookCode.PLAY_WITHOUT_HOSTS,
                                        "a pattern is a text",
                                        Wording.begin(item))
                                .label("this is " + Wording.kind(item)));
            }
            pattern.ifPresent(p -> {
                parts.addAll(p.parts());
                texts.add(p.text());
            });
            whole &= pattern.isPresent();
        }
        return whole && !parts.isEmpty()
                ? select(new Pattern(String.join(",", texts), parts))
                : Selected.NONE;
    }

    private Selected pattern(Node.Scalar scalar) {
        return parse(scalar).map(this::select).orElse(Selected.NONE);
    }

    private Optional<Pattern> parse(Node.Scalar scalar) {
        if (!InputReader.holdsTemplate(scalar)) {
            Places places = (from, to) -> Positions.within(scalar, from, to);
            return Pattern.parse(scalar.text(), places, problems);
        }
        return filled(scalar)
                .flatMap(text -> Pattern.parse(text, Places.whole(scalar.span()), problems));
    }

    /** A pattern is needed before there are hosts, so only what all hosts have can stand in it. */
    private Optional<String> filled(Node.Scalar scalar) {
        Map<String, Value> values = new LinkedHashMap<>();
        List<Scope.Declared> declared = new ArrayList<>();
        List<Vars.Layer> layers = new ArrayList<>(play);
        layers.add(request.extraLayer());
        for (Vars.Layer layer : layers) {
            layer.variables().values().stream()
                    .filter(v -> Definitions.isPlain(v.value()))
                    .forEach(v -> {
                        values.put(v.name(), v.value());
                        declared.add(
                                new Scope.Declared(
                                        v.name(), Typing.of(v.value()), Optional.of(v.span())));
                    });
        }
        Scope scope = Scope.empty().with(declared);
        Optional<Input> input = new InputReader(scope, problems).read(scalar, Type.Simple.TEXT);
        if (input.isEmpty()) {
            return Optional.empty();
        }
        return switch (Inputs.evaluate(input.get(), Bindings.of(values))) {
            case Outcome.Known(Value.Text(String text)) -> Optional.of(text);
            case Outcome.Failed(Diagnostic diagnostic) -> {
                problems.add(diagnostic);
                yield Optional.empty();
            }
            case Outcome.Known _, Outcome.Unknown _ -> Optional.empty();
        };
    }

    private Selected select(Pattern pattern) {
        Optional<String> text = Optional.of(pattern.text());
        if (inventory.isEmpty()) {
            return new Selected(text, List.of());
        }
        List<Host> hosts =
                request.limit()
                        .map(limit -> pattern.select(inventory.get(), limit, problems))
                        .orElseGet(() -> pattern.select(inventory.get(), problems));
        return new Selected(text, hosts);
    }
}
