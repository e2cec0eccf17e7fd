package dev.rappel.modules.systemd;

import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Durations;
import dev.rappel.engine.value.Value;
import dev.rappel.modules.Lines;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at a unit until it has started and stays up, or has stopped. */
final class Watch {
    private static final Duration ONE_LOOK = Duration.ofMinutes(1);

    /** What systemd writes, in any locale. */
    private static final Pattern EXIT =
            Pattern.compile("Main process exited, code=(exited|killed|dumped), status=([0-9]+)");

    private Watch() {}

    static void until(HostAccess host, SystemdArguments args, String wanted)
            throws Failure, InterruptedException {
        String unit = UnitChange.unit(args);
        Duration deadline = args.deadline();
        long start = System.nanoTime();
        while (true) {
            Reply reply =
                    host.run(
                            new Script(
                                    UnitScripts.WATCH,
                                    List.of(new Value.Text(unit), new Value.Text(wanted)),
                                    UnitChange.environment(args),
                                    ONE_LOOK));
            Duration used = Duration.ofNanos(System.nanoTime() - start);
            Map<String, String> said = Lines.pairs(reply);
            String state = said.getOrDefault("ActiveState", "unknown");
            String end = said.getOrDefault("end", "");
            boolean down = state.equals("inactive") || state.equals("failed");
            if (wanted.equals("active")) {
                boolean oneshot =
                        state.equals("inactive")
                                && end.isEmpty()
                                && "success".equals(said.get("Result"));
                if ((end.isEmpty() && state.equals("active")) || oneshot) {
                    return;
                }
                if (end.equals("died") || down || "auto-restart".equals(said.get("SubState"))) {
                    throw failed(host, unit, said, used);
                }
            } else if (down && end.isEmpty()) {
                return;
            }
            if (used.compareTo(deadline) > 0) {
                throw Failure.of(
                                Failure.Kind.FAILED,
                                unit + " is not " + wanted + " after " + Durations.print(deadline))
                        .why("it is " + state + " (" + said.getOrDefault("SubState", "?") + ")")
                        .help("give it more time with `deadline`, or see its journal")
                        .evidence(journal(host, unit, used));
            }
            host.says(
                    unit
                            + " is "
                            + state
                            + " ("
                            + used.toSeconds()
                            + "/"
                            + deadline.toSeconds()
                            + "s)");
        }
    }

    private static Failure failed(
            HostAccess host, String unit, Map<String, String> said, Duration used)
            throws Failure, InterruptedException {
        List<String> journal = journal(host, unit, used);
        // Where systemd has started it again already, only the journal tells how it ended.
        Matcher exit = EXIT.matcher(String.join("\n", journal));
        String code = said.getOrDefault("ExecMainCode", "");
        String status = said.getOrDefault("ExecMainStatus", "0");
        while (exit.find()) {
            code = "exited".equals(exit.group(1)) ? "1" : "2";
            status = String.valueOf(exit.group(2));
        }
        String how =
                switch (code) {
                    case "2", "3" -> "signal " + status + " ended its main process";
                    default ->
                            "its main process ended with status "
                                    + status
                                    + (status.equals("203") ? ": systemd cannot run it" : "");
                };
        return Failure.of(Failure.Kind.FAILED, unit + " does not stay up")
                .why(how)
                .help("journalctl -u " + unit)
                .evidence(journal);
    }

    private static List<String> journal(HostAccess host, String unit, Duration used)
            throws Failure, InterruptedException {
        return Lines.last(
                host.run(
                        Script.of(
                                UnitScripts.JOURNAL,
                                ONE_LOOK,
                                new Value.Text(unit),
                                new Value.Whole(used.toSeconds() + 2))));
    }
}
