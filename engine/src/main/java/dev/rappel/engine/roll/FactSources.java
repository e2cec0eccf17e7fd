package dev.rappel.engine.roll;

import dev.rappel.engine.expr.Expression;
import dev.rappel.engine.playbook.Play;
import dev.rappel.engine.playbook.Strategy;
import dev.rappel.engine.playbook.Task;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which tasks can tell anew what a strategy's order depends on. */
public final class FactSources {
    private FactSources() {}

    /** A task in its play. */
    public record Source(Play play, Task task) {}

    /** The names in the expressions of a strategy. */
    public static Set<String> names(Strategy strategy) {
        Set<String> names = new LinkedHashSet<>();
        Stream.of(strategy.order(), strategy.last())
                .flatMap(Optional::stream)
                .map(Expression::names)
                .forEach(names::addAll);
        return names;
    }

    /**
     * For each name the last task for a host that registers it or whose module publishes it; each
     * task once. Names of other origins, such as the inventory, have none.
     *
     * @param plays the plays up to the one that rolls, that one included
     */
    public static List<Source> of(Set<String> names, List<Play> plays, String host) {
        Set<Source> found = new LinkedHashSet<>();
        for (String name : names) {
            Optional<Source> last = Optional.empty();
            for (Play play : plays) {
                if (!play.hosts().contains(host)) {
                    continue;
                }
                for (Task task : play.tasks()) {
                    if (tells(task, name)) {
                        last = Optional.of(new Source(play, task));
                    }
                }
            }
            last.ifPresent(found::add);
        }
        return new ArrayList<>(found);
    }

    private static boolean tells(Task task, String name) {
        return task.register().filter(name::equals).isPresent()
                || task.module().facts().stream().anyMatch(f -> f.name().equals(name));
    }
}
