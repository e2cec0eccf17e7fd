package dev.rappel.engine.plan;

import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Observation;
import dev.rappel.engine.module.Reach;
import dev.rappel.engine.module.Rights;
import dev.rappel.engine.text.Failure;

/** Observing, in a plan and in a run alike. */
public final class Looking {
    private Looking() {}

    /** Gives the host only when it is needed: not every module looks at one. */
    @FunctionalInterface
    public interface Host {
        HostAccess get() throws Failure, InterruptedException;

        /** One that is reached when it is first asked for. */
        static Host of(Reach reach, String name, Rights rights) {
            return () -> reach.to(name, rights);
        }
    }

    public static <S> S at(Host host, Observation<S> observation)
            throws Failure, InterruptedException {
        return switch (observation) {
            case Observation.Known<S>(S state) -> state;
            case Observation.Direct<S>(var look) -> look.at(host.get());
            case Observation.Scripted<S>(var script, var reader) ->
                    reader.read(host.get().run(script));
        };
    }
}
