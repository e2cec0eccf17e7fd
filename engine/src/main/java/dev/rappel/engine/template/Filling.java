package dev.rappel.engine.template;

import dev.rappel.engine.value.Bindings;
import dev.rappel.engine.value.Scope;
import dev.rappel.engine.value.Value;
import dev.rappel.engine.value.Version;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;

/**
 * One filling in of a template: finds the values of its names, and remembers whether one was secret
 * and which are not known yet. An unknown value prints as nothing; the outcome then has no text.
 */
final class Filling {
    private final Scope scope;
    private final Bindings bindings;
    private final SequencedSet<String> unknown = new TreeSet<>();
    private boolean secret;

    Filling(Scope scope, Bindings bindings) {
        this.scope = scope;
        this.bindings = bindings;
    }

    SequencedSet<String> unknown() {
        return unknown;
    }

    boolean secret() {
        return secret;
    }

    /**
     * The value of a name; empty if it cannot be known yet.
     *
     * @param items the items of the sections around it, outermost first
     */
    Optional<Value> find(Part.Name name, List<Value> items) {
        if (name.isItem()) {
            return Optional.of(opened(items.getLast()));
        }
        List<String> words = name.words();
        for (Value item : items.reversed()) {
            if (opened(item) instanceof Value.Fields fields
                    && fields.fields().containsKey(words.getFirst())) {
                return Optional.of(walk(name, fields, words));
            }
        }
        Scope.Reached reached =
                scope.reach(name.path())
                        .orElseThrow(() ->
                                new Shortfall(
                                        TemplateCode.NO_VALUE,
                                        name,
                                        "there is no `" + name.path() + "` here",
                                        "the items of this section do not have it"));
        String declared = reached.declared().name();
        return switch (bindings.find(declared)) {
            case Bindings.Known(Value value) -> Optional.of(walk(name, value, reached.fields()));
            case Bindings.Unknown() -> {
                unknown.add(declared);
                yield Optional.empty();
            }
            case Bindings.Absent() ->
                    throw new Shortfall(
                            TemplateCode.NO_VALUE,
                            name,
                            "`" + declared + "` has no value here",
                            "set it for this host, or for all under the play's `vars`");
        };
    }

    private Value walk(Part.Name name, Value start, List<String> fields) {
        Value value = opened(start);
        for (String field : fields) {
            Optional<Value> inner = field(value, field);
            value =
                    opened(
                            inner.orElseThrow(() ->
                                    new Shortfall(
                                            TemplateCode.NO_VALUE,
                                            name,
                                            "there is no field `"
                                                    + field
                                                    + "` in `"
                                                    + name.path()
                                                    + "`",
                                            "look at the value of `"
                                                    + name.words().getFirst()
                                                    + "`")));
        }
        return value;
    }

    private static Optional<Value> field(Value value, String field) {
        return switch (value) {
            case Value.Fields fields -> Optional.ofNullable(fields.fields().get(field));
            case Value.Scalar scalar when Check.VERSION_PARTS.contains(field) ->
                    Version.parse(scalar.written()).map(v -> part(v, field));
            default -> Optional.empty();
        };
    }

    private static Value part(Version version, String part) {
        return new Value.Whole(
                switch (part) {
                    case "major" -> version.major();
                    case "minor" -> version.minor();
                    default -> version.patch();
                });
    }

    /** Whatever is looked into counts as used: a text that holds a secret is one. */
    private Value opened(Value value) {
        if (value instanceof Value.Secret hidden) {
            secret = true;
            return hidden.reveal();
        }
        return value;
    }

    String text(Part.Name name, Value value) {
        return switch (opened(value)) {
            case Value.Scalar scalar -> scalar.written();
            case Value.Nothing _ ->
                    throw new Shortfall(
                            TemplateCode.NO_VALUE,
                            name,
                            "`" + name.path() + "` is empty: it has been set to nothing",
                            "give it a value, `''` for an empty text");
            case Value.Items _ -> throw notText(name, "a list");
            case Value.Fields _ -> throw notText(name, "a mapping");
            case Value.Secret inner -> text(name, inner);
        };
    }

    private static Shortfall notText(Part.Name name, String kind) {
        return new Shortfall(
                TemplateCode.UNFIT_VALUE,
                name,
                "`" + name.path() + "` is " + kind + " and cannot stand in a text",
                "go through it with a section");
    }

    /** The items for which a section is written; a boolean gives the section no item of its own. */
    List<Optional<Value>> rounds(Part.Name name, Value value) {
        return switch (opened(value)) {
            case Value.Bool bool -> bool.truth() ? List.of(Optional.empty()) : List.of();
            case Value.Nothing _ -> List.of();
            case Value.Items items -> {
                List<Optional<Value>> all = new ArrayList<>();
                items.items().forEach(item -> all.add(Optional.of(item)));
                yield Collections.unmodifiableList(all);
            }
            case Value.Fields fields ->
                    fields.fields().isEmpty() ? List.of() : List.of(Optional.of(fields));
            case Value.Scalar _ ->
                    throw new Shortfall(
                            TemplateCode.UNFIT_VALUE,
                            name,
                            "`" + name.path() + "` cannot make a section",
                            "a section needs true or false, a list or a mapping");
            case Value.Secret inner -> rounds(name, inner);
        };
    }
}
