package dev.rappel.engine.module;

import dev.rappel.engine.value.OnlyOne;
import dev.rappel.engine.value.RecordSchema;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a record says of a module's arguments: read when it is first asked for, because a command
 * knows all modules and uses a few. Safe for many threads.
 */
public final class Signature<A extends Record> {
    /**
     * @param schema how the arguments become a record
     * @param arguments in the order of the record's components
     * @param anyName the component that takes arguments of any other name
     * @param freeForm the argument that may stand right after the module's name
     * @param choices arguments that exclude each other
     */
    record Parts<A extends Record>(
            RecordSchema<A> schema,
            List<Argument> arguments,
            Optional<String> anyName,
            Optional<String> freeForm,
            List<Choice> choices) {
        Parts {
            arguments = List.copyOf(arguments);
            choices = List.copyOf(choices);
        }
    }

    private final Class<A> record;
    private volatile @Nullable Parts<A> parts;

    Signature(Class<A> record) {
        this.record = record;
    }

    Parts<A> parts() {
        Parts<A> known = parts;
        if (known == null) {
            // Two threads that come at the same time read the same.
            known = read();
            parts = known;
        }
        return known;
    }

    private Parts<A> read() {
        RecordSchema<A> schema = RecordSchema.of(record);
        List<Argument> arguments = new ArrayList<>();
        Optional<String> anyName = Optional.empty();
        Optional<String> freeForm = Optional.empty();
        for (RecordSchema.Component component : schema.components()) {
            RecordComponent declared = schema.declared(component);
            if (declared.isAnnotationPresent(AnyName.class)) {
                anyName = Optional.of(component.name());
                continue;
            }
            if (declared.isAnnotationPresent(FreeForm.class)) {
                freeForm = Optional.of(component.name());
            }
            arguments.add(argument(component, declared));
        }
        return new Parts<>(
                schema,
                arguments,
                anyName,
                freeForm,
                Arrays.stream(record.getAnnotationsByType(OnlyOne.class))
                        .map(o -> new Choice(List.of(o.value()), o.required()))
                        .toList());
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

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Signature<?> signature && signature.record.equals(record);
    }

    @Override
    public int hashCode() {
        return record.hashCode();
    }

    @Override
    public String toString() {
        return record.getSimpleName();
    }
}
