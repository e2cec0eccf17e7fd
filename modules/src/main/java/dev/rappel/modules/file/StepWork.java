package dev.rappel.modules.file;

import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Step;
import dev.rappel.engine.text.Failure;
import java.util.List;
import java.util.stream.Stream;

/** Does steps on a host. */
final class StepWork {
    private static final int LAST = 20;

    private StepWork() {}

    /**
     * @param what what did not happen when a step fails, such as {@code /etc/app.conf was not
     *     changed}
     */
    static void all(HostAccess host, String what, List<Step> steps)
            throws Failure, InterruptedException {
        for (Step step : steps) {
            one(host, what, step);
        }
    }

    static void one(HostAccess host, String what, Step step) throws Failure, InterruptedException {
        switch (step) {
            case Step.Run(var script) -> {
                Reply reply = host.run(script);
                if (!reply.ok()) {
                    throw script.text().equals(PathSteps.VALIDATE)
                            ? invalid(what, reply)
                            : failed(what, reply);
                }
            }
            case Step.Put(var upload) -> host.upload(upload);
            case Step.Own(String verb, var _) ->
                    throw new IllegalArgumentException("no step of ours: " + verb);
        }
    }

    private static Failure failed(String what, Reply reply) {
        List<String> lines = lines(reply);
        Failure failure =
                Failure.of(Failure.Kind.FAILED, what)
                        .why(
                                lines.isEmpty()
                                        ? "the host says status " + reply.status()
                                        : lines.getLast())
                        .evidence(lines);
        boolean rights =
                lines.stream()
                        .anyMatch(l ->
                                l.contains("Permission denied")
                                        || l.contains("Operation not permitted"));
        return rights ? failure.help("add `become: true` to the task") : failure;
    }

    private static Failure invalid(String what, Reply reply) {
        return Failure.of(Failure.Kind.FAILED, what)
                .why(
                        "the `validate` command does not accept the new file: status "
                                + reply.status())
                .help("correct the content; what was there before is still in place")
                .evidence(lines(reply));
    }

    private static List<String> lines(Reply reply) {
        List<String> lines =
                Stream.concat(reply.out().lines(), reply.err().lines())
                        .filter(l -> !l.isBlank())
                        .toList();
        return lines.subList(Math.max(0, lines.size() - LAST), lines.size());
    }
}
