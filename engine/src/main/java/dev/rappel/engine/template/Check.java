package dev.rappel.engine.template;

import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.DidYouMean;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.AnsibleNames;
import dev.rappel.engine.value.Place;
import dev.rappel.engine.value.Scope;
import dev.rappel.engine.value.Type;
import dev.rappel.engine.value.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/** Resolves the names of a template and says where a value cannot stand. */
final class Check {
    static final List<String> VERSION_PARTS = List.of("major", "minor", "patch");

    private final Scope scope;
    private final Place place;
    private final Problems problems;
    private final SequencedMap<String, Scope.Declared> used = new LinkedHashMap<>();
    private final List<Type> items = new ArrayList<>();

    Check(Scope scope, Place place, Problems problems) {
        this.scope = scope;
        this.place = place;
        this.problems = problems;
    }

    SequencedMap<String, Scope.Declared> used() {
        return used;
    }

    void parts(List<Part> parts) {
        for (Part part : parts) {
            switch (part) {
                case Part.Literal _ -> {}
                case Part.Value value -> type(value.name()).ifPresent(t -> text(value.name(), t));
                case Part.Section section -> section(section);
            }
        }
    }

    private void section(Part.Section section) {
        Type type = type(section.name()).map(Check::open).orElse(Type.Simple.ANY);
        Optional<Type> item =
                switch (type) {
                    case Type.Simple simple ->
                            switch (simple) {
                                case BOOL, NOTHING -> Optional.empty();
                                case ANY -> Optional.of(Type.Simple.ANY);
                                default -> {
                                    notASection(section.name(), type);
                                    yield Optional.of(Type.Simple.ANY);
                                }
                            };
                    case Type.Choice _ -> {
                        notASection(section.name(), type);
                        yield Optional.of(Type.Simple.ANY);
                    }
                    case Type.Items list -> Optional.of(list.of());
                    case Type.Table _, Type.Fields _ -> Optional.of(type);
                    case Type.Secret secret -> Optional.of(secret.of());
                };
        boolean inner = item.isPresent() && !section.inverted();
        item.filter(_ -> inner).ifPresent(items::add);
        parts(section.parts());
        if (inner) {
            items.removeLast();
        }
    }

    private void notASection(Part.Name name, Type type) {
        problems.add(
                error(
                                TemplateCode.NOT_A_SECTION,
                                "`" + name.path() + "` cannot make a section",
                                name)
                        .label("this is " + Types.name(type))
                        .note("a section goes through a list or a mapping, or asks true or false")
                        .help(
                                "ask in the task's `when`, or give a variable that is true or false"));
    }

    private void text(Part.Name name, Type type) {
        Optional<String> help =
                switch (open(type)) {
                    case Type.Items _ ->
                            Optional.of(
                                    "go through it: `{{#"
                                            + name.path()
                                            + "}}{{.}} {{/"
                                            + name.path()
                                            + "}}`");
                    case Type.Table _ ->
                            Optional.of("name one of its values: `" + name.path() + ".…`");
                    case Type.Fields fields ->
                            Optional.of(
                                    "name one of its fields: `"
                                            + String.join(
                                                    "`, `",
                                                    fields.fields().keySet().stream()
                                                            .map(f ->
                                                                    name.isItem()
                                                                            ? f
                                                                            : name.path() + "." + f)
                                                            .toList())
                                            + "`");
                    case Type.Simple simple when simple == Type.Simple.NOTHING ->
                            Optional.of("give it a value");
                    case Type.Simple _, Type.Choice _, Type.Secret _ -> Optional.empty();
                };
        help.ifPresent(h ->
                problems.add(
                        error(
                                        TemplateCode.NOT_TEXT,
                                        "`" + name.path() + "` cannot stand in a text",
                                        name)
                                .label("this is " + Types.name(open(type)))
                                .help(h)));
    }

    /** The type of a name where it stands; empty if that has been complained of. */
    Optional<Type> type(Part.Name name) {
        if (!Parser.isName(name.path())) {
            return Optional.empty();
        }
        if (name.isItem()) {
            if (items.isEmpty()) {
                problems.add(
                        error(
                                        TemplateCode.UNKNOWN_NAME,
                                        "`.` is an item of a list, and this is in none",
                                        name)
                                .help("write it inside `{{#list}}…{{/list}}`"));
                return Optional.empty();
            }
            return Optional.of(items.getLast());
        }
        List<String> words = name.words();
        boolean perhaps = false;
        for (Type item : items.reversed()) {
            switch (open(item)) {
                case Type.Fields fields -> {
                    Optional<Type> field =
                            Optional.ofNullable(fields.fields().get(words.getFirst()));
                    if (field.isPresent()) {
                        return perhaps
                                ? Optional.of(Type.Simple.ANY)
                                : walk(name, field.get(), words.subList(1, words.size()));
                    }
                    perhaps |= fields.open();
                }
                case Type.Table _ -> perhaps = true;
                case Type.Simple simple -> perhaps |= simple == Type.Simple.ANY;
                case Type.Items _, Type.Choice _, Type.Secret _ -> {}
            }
        }
        Optional<Scope.Reached> reached = scope.reach(name.path());
        if (reached.isPresent()) {
            used.put(reached.get().declared().name(), reached.get().declared());
            return perhaps
                    ? Optional.of(Type.Simple.ANY)
                    : walk(name, reached.get().declared().type(), reached.get().fields());
        }
        if (perhaps) {
            return Optional.of(Type.Simple.ANY);
        }
        unknown(name, words);
        return Optional.empty();
    }

    private void unknown(Part.Name name, List<String> words) {
        Set<String> known = new TreeSet<>(scope.names());
        for (Type item : items) {
            if (open(item) instanceof Type.Fields fields) {
                known.addAll(fields.fields().keySet());
            }
        }
        Diagnostic error =
                error(
                                TemplateCode.UNKNOWN_NAME,
                                scope.isNamespace(words.getFirst()) && words.size() == 1
                                        ? "`" + name.path() + "` is only the first part of a name"
                                        : "nothing is called `" + name.path() + "` here",
                                name)
                        .label("not declared");
        Optional<String> instead = AnsibleNames.instead(words.getFirst());
        if (instead.isPresent()) {
            problems.add(error.help(instead.get()));
            return;
        }
        Optional<String> guess =
                DidYouMean.closest(name.path(), known)
                        .or(() -> DidYouMean.closest(words.getFirst(), known));
        if (guess.isPresent()) {
            problems.add(error.help("did you mean `" + guess.get() + "`?"));
            return;
        }
        List<String> inside =
                known.stream().filter(n -> n.startsWith(words.getFirst() + ".")).toList();
        problems.add(
                inside.isEmpty()
                        ? error.help(
                                AnsibleNames.insteadOfFact(words.getFirst())
                                        .orElse("declare it under `vars`, or give it with `-e`"))
                        : error.help("there is: `" + String.join("`, `", inside) + "`"));
    }

    private Optional<Type> walk(Part.Name name, Type start, List<String> fields) {
        Type type = start;
        boolean secret = start instanceof Type.Secret;
        for (String field : fields) {
            Optional<Type> next = step(open(type), field);
            if (next.isEmpty()) {
                unknownField(name, open(type), field);
                return Optional.empty();
            }
            type = next.get();
            secret |= type instanceof Type.Secret;
        }
        return Optional.of(secret ? new Type.Secret(open(type)) : type);
    }

    private static Optional<Type> step(Type type, String field) {
        return switch (type) {
            case Type.Fields fields ->
                    Optional.ofNullable(fields.fields().get(field))
                            .or(() ->
                                    fields.open()
                                            ? Optional.of(Type.Simple.ANY)
                                            : Optional.empty());
            case Type.Table table -> Optional.of(table.of());
            case Type.Simple simple ->
                    switch (simple) {
                        case ANY -> Optional.of(simple);
                        case VERSION ->
                                VERSION_PARTS.contains(field)
                                        ? Optional.of(Type.Simple.WHOLE)
                                        : Optional.empty();
                        default -> Optional.empty();
                    };
            case Type.Items _, Type.Choice _, Type.Secret _ -> Optional.empty();
        };
    }

    private void unknownField(Part.Name name, Type type, String field) {
        if (!(type instanceof Type.Fields fields)) {
            Diagnostic error =
                    error(
                            TemplateCode.UNKNOWN_FIELD,
                            Types.name(type) + " has no field `" + field + "`",
                            name);
            problems.add(type instanceof Type.Items ? error.help(Habits.THROUGH_LIST) : error);
            return;
        }
        problems.add(
                error(TemplateCode.UNKNOWN_FIELD, "there is no field `" + field + "`", name)
                        .help(
                                DidYouMean.closest(field, fields.fields().keySet())
                                        .map(f -> "did you mean `" + f + "`?")
                                        .orElse(
                                                "there is: `"
                                                        + String.join(
                                                                "`, `", fields.fields().keySet())
                                                        + "`")));
    }

    /** A secret is checked as what it hides. */
    static Type open(Type type) {
        return type instanceof Type.Secret secret ? open(secret.of()) : type;
    }

    private Diagnostic error(TemplateCode code, String title, Part.Name name) {
        Span span = place.span(name.from(), name.to());
        return Diagnostic.error(code, title, span);
    }
}
