package dev.rappel.engine.playbook;

import dev.rappel.engine.expr.Expression;
import dev.rappel.engine.inventory.Vars;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.text.Span;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * One use of a module.
 *
 * @param name what the file calls it, perhaps with names in it
 * @param module what is used
 * @param arguments what it is given, by the names of the module's arguments, each at most once and
 *     all required ones present
 * @param when conditions that must all be true, the includes' first
 * @param register the name under which later tasks find its result
 * @param retry whether it is repeated
 * @param loop a list; the task is done once for each element
 * @param runOnce only on the first host of its play or batch
 * @param delegateTo the host on which it is done in place of the host it is done for
 * @param become whose rights it runs with, the play's included
 * @param vars its own variables and those of its includes, the strongest last
 * @param tags its own, its includes' and its play's
 * @param span where its module's name stands
 */
public record Task(
        Optional<Input> name,
        ModuleSpec<?> module,
        SequencedMap<String, Input> arguments,
        List<Expression> when,
        Optional<String> register,
        Optional<Retry> retry,
        Optional<Input> loop,
        boolean runOnce,
        Optional<Input> delegateTo,
        Become become,
        List<Vars.Layer> vars,
        Set<String> tags,
        Span span) {

    public Task {
        arguments = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(arguments));
        when = List.copyOf(when);
        vars = List.copyOf(vars);
        tags = Set.copyOf(tags);
    }
}
