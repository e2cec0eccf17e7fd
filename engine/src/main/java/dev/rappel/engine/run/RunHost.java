package dev.rappel.engine.run;

import dev.rappel.engine.module.Beside;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Rights;
import dev.rappel.engine.plan.HostInPlay;
import dev.rappel.engine.plan.HostOnDemand;
import dev.rappel.engine.plan.Parts;
import dev.rappel.engine.report.Event;
import dev.rappel.engine.text.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** A host as modules see it during a run. */
final class RunHost extends HostInPlay {
    private final Scene scene;
    private final Event.Spot spot;

    private RunHost(HostAccess host, Together together, Scene scene, Event.Spot spot) {
        super(host, together);
        this.scene = scene;
        this.spot = spot;
    }

    /** Reaches the host; anew where the connection broke. */
    static HostAccess reach(Scene scene, Parts parts, Event.Spot spot, String on, Rights rights)
            throws Failure, InterruptedException {
        return new RunHost(
                scene.reach().to(on, rights),
                () ->
                        parts.together(on).stream()
                                .<HostAccess>map(h -> new HostOnDemand(scene.reach(), h, rights))
                                .toList(),
                scene,
                spot);
    }

    @Override
    public boolean plans() {
        return false;
    }

    @Override
    public void says(String what) {
        scene.tell(new Event.Says(scene.time().now(), spot, scene.settings().secrets().mask(what)));
    }

    @Override
    public void beside(String name, Supplier<Beside> start) {
        scene.besides().start(name, start);
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        scene.time().pause(time);
    }

    @Override
    public Optional<String> ask(String question, Optional<Duration> deadline)
            throws Failure, InterruptedException {
        return scene.settings().ask().answer(question, deadline);
    }
}
