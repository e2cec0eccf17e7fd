package dev.rappel.engine.run;

import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.Fact;
import dev.rappel.engine.module.Module;
import dev.rappel.engine.plan.Looking;
import dev.rappel.engine.plan.Parts;
import dev.rappel.engine.plan.Prepared;
import dev.rappel.engine.plan.Results;
import dev.rappel.engine.playbook.Play;
import dev.rappel.engine.playbook.Task;
import dev.rappel.engine.report.Event;
import dev.rappel.engine.roll.FactSources;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks the hosts again for what the order of a play depends on. What was seen before the last batch
 * is not good enough: that batch may have moved a role from one host to another.
 */
final class FreshFacts {
    private final Scene scene;
    private final List<Play> plays;
    private final Parts parts;
    private final int number;

    /**
     * @param plays those up to the one that rolls, that one included
     */
    FreshFacts(Scene scene, List<Play> plays, Parts parts) {
        this.scene = scene;
        this.plays = List.copyOf(plays);
        this.parts = parts;
        this.number = plays.size() - 1;
    }

    void refresh(List<String> hosts) throws Failure, InterruptedException {
        Set<String> names = FactSources.names(plays.getLast().strategy());
        if (names.isEmpty()) {
            return;
        }
        List<Optional<HostEnd>> ends = scene.hosts().map(hosts, host -> refresh(names, host));
        for (Optional<HostEnd> end : ends) {
            if (end.isPresent()) {
                switch (end.get()) {
                    case HostEnd.Failed(String host, Failure failure) ->
                            throw Failure.of(
                                            failure.kind(),
                                            host + ": cannot see what the order depends on")
                                    .why(failure.getMessage())
                                    .help(failure.help())
                                    .evidence(failure.evidence());
                    case HostEnd.Stopped _ -> throw new InterruptedException();
                    case HostEnd.Well _ -> {}
                }
            }
        }
    }

    private Optional<HostEnd> refresh(Set<String> names, String host) {
        try {
            for (FactSources.Source source : FactSources.of(names, plays, host)) {
                refresh(source.play(), source.task(), host);
            }
            return Optional.empty();
        } catch (Failure failure) {
            return Optional.of(new HostEnd.Failed(host, failure));
        } catch (InterruptedException stopped) {
            return Optional.of(new HostEnd.Stopped());
        }
    }

    private void refresh(Play play, Task task, String host) throws Failure, InterruptedException {
        List<Value.Fields> results = new ArrayList<>();
        List<Prepared> turns =
                scene.calls().prepare(play, task, scene.host(host), scene.world().seen(host));
        for (Prepared prepared : turns) {
            if (prepared instanceof Prepared.Ready<?, ?> ready) {
                look(ready, task, host).ifPresent(results::add);
            } else if (prepared instanceof Prepared.Skipped) {
                results.add(Results.skipped());
            }
        }
        if (results.size() == turns.size() && !results.isEmpty()) {
            task.register()
                    .ifPresent(name ->
                            scene.world()
                                    .put(
                                            host,
                                            name,
                                            task.loop().isPresent()
                                                    ? Results.ofLoop(results)
                                                    : results.getLast()));
        }
    }

    /** The result, where the task has nothing to do. */
    private <A extends Record, S> Optional<Value.Fields> look(
            Prepared.Ready<A, S> ready, Task task, String host)
            throws Failure, InterruptedException {
        Module<A, S> module = ready.module();
        Event.Spot spot = new Event.Spot(number, 0, 0, host, ready.title());
        S state =
                scene.stop()
                        .breakable(() ->
                                Looking.at(
                                        () ->
                                                RunHost.reach(
                                                        scene,
                                                        parts,
                                                        spot,
                                                        ready.on(),
                                                        ready.rights()),
                                        module.observe(ready.call())));
        Value.Fields facts = module.facts(state);
        for (Fact fact : task.module().facts()) {
            Optional<Value> value = Optional.ofNullable(facts.fields().get(fact.name()));
            if (value.isPresent()) {
                scene.world().put(host, fact.name(), value.get());
            } else {
                // An old answer must not pass for a fresh one.
                scene.world().later(host, fact.name());
            }
        }
        return module.diff(state, ready.call()) instanceof Change.None<S>
                ? Optional.of(Results.of(module.result(state, ready.call()), false))
                : Optional.empty();
    }
}
