package dev.rappel.engine.module;

import dev.rappel.engine.value.RecordSchema;
import dev.rappel.engine.value.Type;
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
 * @param signature what the record says of the arguments
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
        Signature<A> signature,
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
        result = List.copyOf(result);
        facts = List.copyOf(facts);
        if (!name.matches("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*")) {
            throw new IllegalArgumentException("not a module name: " + name);
        }
    }

    /** A module whose arguments are the components of a record; everything else is added after. */
    public static <A extends Record> ModuleSpec<A> of(
            String name, Class<A> record, String doc, String example) {
        return new ModuleSpec<>(
                name, record, new Signature<>(record), doc, example, List.of(), List.of());
    }

    /** The same, whose {@code register} gets these fields too. */
    public ModuleSpec<A> results(Fact... fields) {
        return new ModuleSpec<>(name, record, signature, doc, example, List.of(fields), facts);
    }

    /** The same, which publishes these facts. */
    public ModuleSpec<A> publishes(Fact... published) {
        return new ModuleSpec<>(name, record, signature, doc, example, result, List.of(published));
    }

    /** How its arguments become the record. */
    public RecordSchema<A> schema() {
        return signature.parts().schema();
    }

    /** In the order in which the reference shows them. */
    public List<Argument> arguments() {
        return signature.parts().arguments();
    }

    /** The component that takes arguments of any other name; empty for most modules. */
    public Optional<String> anyName() {
        return signature.parts().anyName();
    }

    /** The argument that may stand right after the module's name. */
    public Optional<String> freeForm() {
        return signature.parts().freeForm();
    }

    /** Arguments that exclude each other. */
    public List<Choice> choices() {
        return signature.parts().choices();
    }

    public Optional<Argument> argument(String argument) {
        return arguments().stream().filter(a -> a.name().equals(argument)).findFirst();
    }

    /** The type of what {@code register} gets. */
    public Type.Fields resultType() {
        SequencedMap<String, Type> fields = new LinkedHashMap<>();
        EVERY_RESULT.forEach(f -> fields.put(f.name(), f.type()));
        result.forEach(f -> fields.put(f.name(), f.type()));
        return new Type.Fields(fields, false);
    }
}
