package dev.rappel.engine.run;

import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Rights;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.report.Event;
import dev.rappel.engine.text.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The time after a batch in which trouble has a chance to show. The batch's hosts are asked for a
 * sign of life again and again: one that is lost must not be followed by the next.
 */
final class Soak {
    private static final Duration BREATH = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(15);

    private final Scene scene;
    private final int play;

    Soak(Scene scene, int play) {
        this.scene = scene;
        this.play = play;
    }

    /** The hosts that were lost; empty when all still answer. */
    List<Wrong> watch(List<String> batch, Duration time) throws Failure, InterruptedException {
        scene.tell(new Event.Soaking(scene.time().now(), play, time));
        for (Duration left = time; left.isPositive(); left = left.minus(BREATH)) {
            Duration next = left.compareTo(BREATH) < 0 ? left : BREATH;
            List<Wrong> lost =
                    scene.stop()
                            .breakable(() -> {
                                scene.time().pause(next);
                                return lost(batch);
                            });
            if (!lost.isEmpty()) {
                lost.forEach(this::tell);
                return lost;
            }
        }
        return List.of();
    }

    private List<Wrong> lost(List<String> batch) throws Failure, InterruptedException {
        List<Wrong> lost = new ArrayList<>();
        for (Optional<Wrong> one : scene.hosts().map(batch, this::lost)) {
            one.ifPresent(lost::add);
        }
        return lost;
    }

    private Optional<Wrong> lost(String host) throws InterruptedException {
        try {
            Reply _ = scene.reach().to(host, Rights.LOGIN).run(Script.of(":", ANSWER));
            return Optional.empty();
        } catch (Failure silent) {
            Failure failure =
                    Failure.of(
                                    Failure.Kind.UNREACHABLE,
                                    host + " was changed well, and then it was lost")
                            .why(silent.getMessage())
                            .help(silent.help())
                            .evidence(silent.evidence())
                            .cause(silent);
            return Optional.of(new Wrong(host, failure, Optional.empty(), false));
        }
    }

    private void tell(Wrong lost) {
        scene.book().stands(lost.host(), Event.Standing.UNREACHABLE);
        scene.tell(new Event.HostLost(scene.time().now(), lost.host(), lost.failure()));
    }
}
