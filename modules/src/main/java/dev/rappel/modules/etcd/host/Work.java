package dev.rappel.modules.etcd.host;

import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.module.Step;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/** Makes steps of scripts, and does steps on a host. */
final class Work {
    private static final int LAST = 20;

    private Work() {}

    /** A script beside these classes, as a step. */
    static Step run(String resource, Duration deadline, String... parameters) {
        List<Value> values = Stream.of(parameters).<Value>map(Value.Text::new).toList();
        return new Step.Run(
                new Script(Discovery.text(resource), values, new LinkedHashMap<>(), deadline));
    }

    /**
     * Does steps, one after the other.
     *
     * @param what what did not happen when one fails
     */
    static void all(HostAccess host, String what, List<Step> steps)
            throws Failure, InterruptedException {
        for (Step step : steps) {
            var _ = one(host, what, step);
        }
    }

    /** What a script printed; nothing for another kind of step. */
    static String one(HostAccess host, String what, Step step)
            throws Failure, InterruptedException {
        switch (step) {
            case Step.Run(var script) -> {
                Reply reply = host.run(script);
                if (!reply.ok()) {
                    List<String> lines =
                            Stream.concat(reply.out().lines(), reply.err().lines())
                                    .filter(line -> !line.isBlank())
                                    .toList();
                    throw Failure.of(Failure.Kind.FAILED, what)
                            .why(lines.isEmpty() ? "status " + reply.status() : lines.getFirst())
                            .evidence(
                                    lines.subList(Math.max(0, lines.size() - LAST), lines.size()));
                }
                return reply.out();
            }
            case Step.Put(var upload) -> {
                host.upload(upload);
                return "";
            }
            case Step.Own(String verb, var _) ->
                    throw new IllegalArgumentException("no step of ours: " + verb);
        }
    }
}
