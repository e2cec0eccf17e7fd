package dev.rappel.engine.module;

import dev.rappel.engine.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One use of a module: a task, on one host, with everything the engine worked out beforehand.
 *
 * @param args the arguments, templates rendered and types decoded
 * @param judged for each argument that means a condition, its conditions in order
 * @param values for each argument that means an expression, its value
 * @param contents for each argument that means a file or a template, the bytes
 * @param secret the names of the arguments whose value holds a secret: what is made of them must go
 *     into a {@link Value.Secret} again
 * @param done what the acts of this very task gave back on this host earlier in this run; empty as
 *     long as nothing was done
 * @param <A> the module's argument record
 */
public record Call<A extends Record>(
        A args,
        Map<String, List<Judged>> judged,
        Map<String, Value> values,
        Map<String, Content> contents,
        Set<String> secret,
        Optional<Value.Fields> done) {

    public Call {
        judged = Map.copyOf(judged);
        values = Map.copyOf(values);
        contents = Map.copyOf(contents);
        secret = Set.copyOf(secret);
    }

    /** A call of which nothing but the arguments is worth telling. */
    public static <A extends Record> Call<A> of(A args) {
        return new Call<>(args, Map.of(), Map.of(), Map.of(), Set.of(), Optional.empty());
    }

    /** A text of this argument's, as a secret if it holds one. */
    public Value text(String argument, String text) {
        Value open = new Value.Text(text);
        return secret.contains(argument) ? new Value.Secret(open) : open;
    }

    /** The same call after its acts gave this back. */
    public Call<A> done(Value.Fields given) {
        return new Call<>(args, judged, values, contents, secret, Optional.of(given));
    }

    /** What {@link Module#act} gives back when there is nothing to tell. */
    public static Value.Fields nothing() {
        return new Value.Fields(new LinkedHashMap<>());
    }

    /**
     * A condition, judged.
     *
     * @param text as the user wrote it
     * @param truth empty while it cannot be known yet, which happens only in a plan
     * @param seen the values of the names in it, secrets masked
     */
    public record Judged(String text, Optional<Boolean> truth, Value.Fields seen) {}
}
