package dev.rappel.engine.run;

import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.module.Step;
import dev.rappel.engine.module.Undo;
import dev.rappel.engine.report.Event;
import dev.rappel.engine.text.Failure;
import java.util.List;

/**
 * Takes away what was kept on the hosts for a way back that nobody needs any more: once all has
 * ended well. What cannot be taken away is told and spoils nothing.
 */
final class Tidying {
    private final Scene scene;

    Tidying(Scene scene) {
        this.scene = scene;
    }

    void tidy(List<String> hosts) throws InterruptedException {
        try {
            List<Boolean> _ = scene.hosts().map(hosts, this::tidy);
        } catch (Failure never) {
            throw new IllegalStateException(never);
        }
    }

    private boolean tidy(String host) throws InterruptedException {
        boolean all = true;
        for (Begun one : scene.book().settled(host)) {
            if (one.undo() instanceof Undo.Steps(var _, var _, List<Step> tidy)) {
                all &= tidy(one, tidy);
            }
        }
        return all;
    }

    private boolean tidy(Begun one, List<Step> steps) throws InterruptedException {
        try {
            for (Step step : steps) {
                take(scene.reach().to(one.on(), one.rights()), one, step);
            }
            return true;
        } catch (Failure failure) {
            Failure shown = Masked.of(failure, scene.settings().secrets());
            scene.tell(
                    new Event.Message(
                            scene.time().now(),
                            one.spot(),
                            "what was kept for the way back is still there: " + shown.getMessage(),
                            0));
            return false;
        }
    }

    private static void take(HostAccess host, Begun one, Step step)
            throws Failure, InterruptedException {
        if (!(step instanceof Step.Run(Script script))) {
            one.module().undo(host, step);
            return;
        }
        Reply reply = host.run(script);
        if (!reply.ok()) {
            throw Failure.of(Failure.Kind.FAILED, "a script ended with status " + reply.status())
                    .why(reply.err().strip());
        }
    }
}
