package dev.rappel.engine.plan;

import dev.rappel.engine.expr.Expression;
import dev.rappel.engine.inventory.Connection;
import dev.rappel.engine.inventory.Host;
import dev.rappel.engine.module.Argument;
import dev.rappel.engine.module.Module;
import dev.rappel.engine.module.Modules;
import dev.rappel.engine.module.Rights;
import dev.rappel.engine.playbook.Become;
import dev.rappel.engine.playbook.Input;
import dev.rappel.engine.playbook.Inputs;
import dev.rappel.engine.playbook.Play;
import dev.rappel.engine.playbook.Task;
import dev.rappel.engine.text.Secrets;
import dev.rappel.engine.value.Bindings;
import dev.rappel.engine.value.Outcome;
import dev.rappel.engine.value.Value;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Turns tasks into calls of modules: everything that is worked out before a host is asked. Safe for
 * many threads.
 */
public final class Calls {
    private static final String ITEM = "item";
    private static final String ROOT = "root";

    private final Modules modules;
    private final Map<String, Connection> connections;
    private final boolean becomeAnyway;
    private final Secrets secrets;
    private final LocalContents contents = new LocalContents();
    private final Map<String, Module<?, ?>> made = new ConcurrentHashMap<>();

    /**
     * @param connections of every host that takes part, by name
     * @param becomeAnyway whether tasks that say nothing of it run as another user
     * @param secrets learns of every secret that goes into a call
     */
    public Calls(
            Modules modules,
            Map<String, Connection> connections,
            boolean becomeAnyway,
            Secrets secrets) {
        this.modules = modules;
        this.connections = Map.copyOf(connections);
        this.becomeAnyway = becomeAnyway;
        this.secrets = secrets;
    }

    /**
     * What a task comes to on a host, one turn for each element of its loop; without a loop one.
     *
     * @param seen what is known on the host from earlier tasks
     */
    public List<Prepared> prepare(Play play, Task task, Host host, Bindings seen) {
        if (task.loop().isEmpty()) {
            return List.of(turn(play, task, host, seen));
        }
        Bindings names = play.names().bindings(host, task.vars(), seen);
        return switch (Inputs.evaluate(task.loop().get(), names)) {
            case Outcome.Known(Value value) ->
                    elements(value).stream()
                            .map(item -> turn(play, task, host, seen.with(ITEM, item)))
                            .toList();
            case Outcome.Unknown(var unknown) -> List.of(new Prepared.Later(unknown));
            case Outcome.Failed(var diagnostic) -> List.of(new Prepared.Wrong(diagnostic));
        };
    }

    /** The values that the elements of a task's loop have on a host, for a registered result. */
    public static List<Value> elements(Value list) {
        return switch (list) {
            case Value.Items(var items) -> items;
            case Value.Secret hidden ->
                    elements(hidden.reveal()).stream().<Value>map(Value.Secret::new).toList();
            default -> List.of(list);
        };
    }

    /** The task's title on a host, with what is known. */
    public static String title(Task task, Bindings names) {
        if (task.name().isEmpty()) {
            return task.module().name();
        }
        Input name = task.name().get();
        return switch (Inputs.evaluate(name, names)) {
            case Outcome.Known(Value.Scalar scalar) -> scalar.written();
            case Outcome.Known(Value.Secret _) -> Value.Secret.MASK;
            default ->
                    name instanceof Input.Filled filled
                            ? filled.template().text()
                            : task.module().name();
        };
    }

    private Prepared turn(Play play, Task task, Host host, Bindings seen) {
        Bindings names = play.names().bindings(host, task.vars(), seen);
        for (Expression condition : task.when()) {
            switch (condition.evaluate(names)) {
                case Outcome.Known(Value value) -> {
                    if (value instanceof Value.Bool(boolean truth, String _) && !truth) {
                        return new Prepared.Skipped(condition.text());
                    }
                }
                case Outcome.Unknown(var unknown) -> {
                    return new Prepared.Later(unknown);
                }
                case Outcome.Failed(var diagnostic) -> {
                    return new Prepared.Wrong(diagnostic);
                }
            }
        }
        CallBuilder<?> builder = new CallBuilder<>(task.module(), names, contents, secrets);
        for (Map.Entry<String, Input> argument : task.arguments().entrySet()) {
            Optional<Argument> declared = task.module().argument(argument.getKey());
            builder.add(argument.getKey(), declared, argument.getValue());
        }
        SequencedSet<String> unknown = new TreeSet<>(builder.unknown());
        String on = host.name();
        if (task.delegateTo().isPresent()) {
            switch (Inputs.evaluate(task.delegateTo().get(), names)) {
                case Outcome.Known(Value.Scalar scalar) -> on = scalar.written();
                case Outcome.Known _ -> {}
                case Outcome.Unknown(var more) -> unknown.addAll(more);
                case Outcome.Failed(var diagnostic) -> {
                    return new Prepared.Wrong(diagnostic);
                }
            }
        }
        Rights rights = rights(task.become(), on, names);
        if (builder.wrong().isPresent()) {
            return new Prepared.Wrong(builder.wrong().get());
        }
        if (!unknown.isEmpty()) {
            return new Prepared.Later(unknown);
        }
        Module<?, ?> module =
                made.computeIfAbsent(task.module().name(), _ -> modules.module(task.module()));
        return builder.ready(module, title(task, names), on, rights, task.span());
    }

    /**
     * Whose rights a play's tasks surely take on a host, as far as can be told beforehand; not
     * those of tasks that have a condition or are done elsewhere.
     */
    public Set<Rights> rights(Play play, Host host) {
        Set<Rights> all = new LinkedHashSet<>();
        for (Task task : play.tasks()) {
            if (task.when().isEmpty() && task.delegateTo().isEmpty() && !task.runOnce()) {
                Bindings names =
                        play.names().bindings(host, task.vars(), _ -> new Bindings.Unknown());
                all.add(rights(task.become(), host.name(), names));
            }
        }
        return all;
    }

    private Rights rights(Become become, String on, Bindings names) {
        Optional<Connection> connection = Optional.ofNullable(connections.get(on));
        boolean wanted =
                become.wanted()
                        .orElse(becomeAnyway || connection.map(Connection::become).orElse(false));
        if (!wanted) {
            return Rights.LOGIN;
        }
        Optional<String> user =
                become.user()
                        .map(u -> Inputs.evaluate(u, names))
                        .flatMap(o ->
                                o instanceof Outcome.Known(Value.Scalar scalar)
                                        ? Optional.of(scalar.written())
                                        : Optional.empty());
        return Rights.of(user.or(() -> connection.map(Connection::becomeUser)).orElse(ROOT));
    }
}
