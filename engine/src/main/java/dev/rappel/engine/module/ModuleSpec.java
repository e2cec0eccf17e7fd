package dev.rappel.engine.module;

import dev.rappel.engine.value.OnlyOne;
import dev.rappel.engine.value.RecordSchema;
import dev.rappel.engine.value.Type;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What a module declares about itself. This is all that is needed to check a playbook that uses it,
 * and to write its reference page; it says nothing of how it works.
 *
 * @param name as tasks name it: words of small letters, digits and {@code _}, parts apart by dots
 * @param record what its arguments are decoded to
 * @param arguments in the order in which the reference shows them
 * @param anyName the component that takes arguments of any other name; empty for most modules
 * @param freeForm the argument that may stand right after the module's name
 * @param choices arguments that exclude each other
 * @param doc what it does, in a paragraph; the first sentence alone is its summary
 * @param example one or more tasks, as they stand in a playbook
 * @param result the fields that {@code register} gets, besides those of every task
 * @param facts what it publishes about a host; every name begins with the module's or a namespace
 *     of its own
 * @param <A> the argument record
 */
public record ModuleSpec<A extends Record>(
        String name,
        Class<A> record,
        List<Argument> arguments,
        Optional<String> anyName,
        Optional<String> freeForm,
        List<Choice> choices,
        String doc,
        String example,
        List<Fact> result,
        List<Fact> facts) {

    /** What every registered result has. */
    public static final List<Fact> EVERY_RESULT =
            List.of(
                    new Fact("changed", Type.Simple.BOOL, "Whether anything was done."),
                    new Fact(
                            "skipped",
                            Type.Simple.BOOL,
                            "Whether `when` kept the task from running."));

    public ModuleSpec {
        arguments = List.copyOf(arguments);
        choices = List.copyOf(choices);
        result = List.copyOf(result);
        facts = List.copyOf(facts);
        if (!name.matches("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*")) {
            throw new IllegalArgumentException("not a module name: " + name);
        }
    }

    /** A module whose arguments are the components of a record; everything else is added after. */
    public static <A extends Record> ModuleSpec<A> of(
            String name, Class<A> record, String doc, String example) {
        RecordComponent[] parts = record.getRecordComponents();
        List<RecordSchema.Component> described = RecordSchema.of(record).components();
        List<Argument> arguments = new ArrayList<>();
        Optional<String> anyName = Optional.empty();
        Optional<String> freeForm = Optional.empty();
        for (int i = 0; i < parts.length; i++) {
            RecordSchema.Component component = described.get(i);
            if (parts[i].isAnnotationPresent(AnyName.class)) {
                anyName = Optional.of(component.name());
                continue;
            }
            if (parts[i].isAnnotationPresent(FreeForm.class)) {
                freeForm = Optional.of(component.name());
            }
            arguments.add(argument(component, parts[i]));
        }
        return new ModuleSpec<>(
                name,
                record,
                arguments,
                anyName,
                freeForm,
                Arrays.stream(record.getAnnotationsByType(OnlyOne.class))
                        .map(o -> new Choice(List.of(o.value()), o.required()))
                        .toList(),
                doc,
                example,
                List.of(),
                List.of());
    }

    private static Argument argument(RecordSchema.Component component, RecordComponent part) {
        Means means = part.getAnnotation(Means.class);
        return new Argument(
                component.name(),
                component.type(),
                means == null ? Meaning.VALUE : means.value(),
                component.required(),
                component.defaultText(),
                component.doc(),
                component.example(),
                component.variable());
    }

    /** The same, whose {@code register} gets these fields too. */
    public ModuleSpec<A> results(Fact... fields) {
        return new ModuleSpec<>(
                name,
                record,
                arguments,
                anyName,
                freeForm,
                choices,
                doc,
                example,
                List.of(fields),
                facts);
    }

    /** The same, which publishes these facts. */
    public ModuleSpec<A> publishes(Fact... published) {
        return new ModuleSpec<>(
                name,
                record,
                arguments,
                anyName,
                freeForm,
                choices,
                doc,
                example,
                result,
                List.of(published));
    }

    public Optional<Argument> argument(String argument) {
        return arguments.stream().filter(a -> a.name().equals(argument)).findFirst();
    }

    /** The type of what {@code register} gets. */
    public Type.Fields resultType() {
        SequencedMap<String, Type> fields = new LinkedHashMap<>();
        EVERY_RESULT.forEach(f -> fields.put(f.name(), f.type()));
        result.forEach(f -> fields.put(f.name(), f.type()));
        return new Type.Fields(fields, false);
    }
}
