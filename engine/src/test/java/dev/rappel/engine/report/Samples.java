package dev.rappel.engine.report;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Act.Kind;
import dev.rappel.engine.module.Verdict;
import dev.rappel.engine.plan.Asked;
import dev.rappel.engine.plan.Outlook;
import dev.rappel.engine.plan.Plan;
import dev.rappel.engine.plan.PlayPlan;
import dev.rappel.engine.plan.TaskPlan;
import dev.rappel.engine.report.Event.End;
import dev.rappel.engine.report.Event.HostSum;
import dev.rappel.engine.report.Event.Spot;
import dev.rappel.engine.report.Event.Standing;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.text.Look;
import dev.rappel.engine.text.Secrets;
import dev.rappel.engine.value.Value;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Plans and events made by hand, of every kind there is. */
final class Samples {
    static final Instant AT = Instant.parse("2026-11-21T10:02:11Z");
    static final String SECRET = "hunter2-and-more";

    private Samples() {}

    static Secrets secrets() {
        Secrets secrets = new Secrets();
        secrets.add(SECRET);
        return secrets;
    }

    static Paper plain() {
        return new Paper(Look.PLAIN, secrets());
    }

    static Paper ascii() {
        return new Paper(new Look(false, StandardCharsets.US_ASCII, 80), secrets());
    }

    static Act config() {
        return new Act(
                Kind.CHANGE,
                "/etc/hello.conf",
                "content, 0644 → 0600",
                Optional.of(
                        new Act.Difference(
                                new Value.Text("a=1\nb=2\nc=3\nd=4\ne=5\nf=6\n"),
                                new Value.Text(
                                        "a=1\nb=2\nc=3\nd=4\ne=55\nf=6\npassword="
                                                + SECRET
                                                + "\n"))),
                false,
                List.of());
    }

    static Act restart() {
        return new Act(
                Kind.INTERRUPT, "hello.service", "restart", Optional.empty(), true, List.of());
    }

    static Plan plan() {
        Outlook create = acts(Act.quiet(Kind.CREATE, "/opt/hello", "folder, 0755"));
        Outlook change = acts(config());
        Outlook hidden =
                acts(
                        new Act(
                                Kind.CHANGE,
                                "/etc/hello.key",
                                "content",
                                Optional.of(
                                        new Act.Difference(
                                                new Value.Secret(new Value.Text("old")),
                                                new Value.Secret(new Value.Text("new")))),
                                false,
                                List.of()));
        Outlook restart =
                new Outlook.Acts(
                        List.of(restart()),
                        Optional.of("a service that was restarted stays restarted"),
                        new TreeSet<>(List.of("pid")));
        Outlook blocked =
                new Outlook.Blocked(
                        "2 of 3 hosts must stay up",
                        "h2 is down",
                        "start h2 first: systemctl start");
        PlayPlan before =
                new PlayPlan(
                        0,
                        "Before",
                        "all hosts at once",
                        false,
                        List.of("h1", "h2", "h3"),
                        List.of(
                                task(0, "The folder", create, create, new Outlook.Same()),
                                task(1, "Its owner", blocked, new Outlook.Same(), create),
                                task(
                                        2,
                                        "Nothing to see",
                                        new Outlook.Same(),
                                        new Outlook.Skipped("when: false"),
                                        new Outlook.Same())));
        PlayPlan roll =
                new PlayPlan(
                        1,
                        "Roll",
                        "one host at a time, last: leader (now h1)",
                        true,
                        List.of("h2", "h3", "h1"),
                        List.of(
                                task(0, "The configuration of the service", change, change, change),
                                task(1, "The key", hidden, hidden, hidden),
                                task(2, "It runs what is installed", restart, restart, restart),
                                task(
                                        3,
                                        "It serves",
                                        new Outlook.Later("said.stdout"),
                                        new Outlook.Later("said.stdout"),
                                        new Outlook.Same())));
        PlayPlan after =
                new PlayPlan(
                        2,
                        "After",
                        "all hosts at once",
                        false,
                        List.of("h1", "h2", "h3"),
                        List.of(
                                task(
                                        0,
                                        "Nothing",
                                        new Outlook.Same(),
                                        new Outlook.Same(),
                                        new Outlook.Same())));
        return new Plan("7K3", AT, asked(), List.of(), List.of(before, roll, after));
    }

    /** The same hosts with nothing to do. */
    static Plan nothing() {
        return new Plan("7K4", AT, asked(), List.of(), List.of(plan().plays().getLast()));
    }

    private static Asked asked() {
        return new Asked(
                List.of("roll.yml"),
                List.of("hosts.yml"),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                false);
    }

    private static Outlook acts(Act act) {
        return new Outlook.Acts(List.of(act), Optional.empty(), new TreeSet<>());
    }

    private static TaskPlan task(int number, String title, Outlook h1, Outlook h2, Outlook h3) {
        return new TaskPlan(
                number,
                title,
                "copy",
                "roll.yml:7:5",
                List.of(
                        new TaskPlan.HostOutlook("h1", List.of(h1)),
                        new TaskPlan.HostOutlook("h2", List.of(h2)),
                        new TaskPlan.HostOutlook("h3", List.of(h3))));
    }

    /** One of each kind of event, in an order in which they could happen. */
    static List<Event> events() {
        Spot conf = new Spot(1, 0, 0, "h2", "The configuration");
        Spot start = new Spot(1, 2, 0, "h2", "It runs what is installed");
        Spot start3 = new Spot(1, 2, 0, "h3", "It runs what is installed");
        Value.Fields seen = new Value.Fields(new LinkedHashMap<>());
        Failure failure =
                Failure.of(Failure.Kind.FAILED, "hello.service did not start")
                        .why("its main process ended with status 1 after 0.2 s")
                        .help("journalctl -u hello.service on h3")
                        .evidence(
                                List.of("hello[77]: cannot bind", "hello[77]: password " + SECRET));
        Failure gone =
                Failure.of(Failure.Kind.UNREACHABLE, "h4 (10.0.0.4 port 22) does not answer")
                        .why("no answer within 10 s")
                        .help("ssh -p 22 10.0.0.4 true");
        return List.of(
                new Event.RunStarted(AT, "20261121-100211-7K3", plan(), "/state/journal.jsonl"),
                new Event.PlayStarted(AT, 1, "Roll", List.of("h2", "h3", "h1"), true),
                new Event.OrderDecided(
                        AT, 1, Optional.empty(), List.of("h2", "h3", "h1"), List.of("h1")),
                new Event.BatchStarted(AT, 1, Optional.of("east"), 1, List.of("h2")),
                new Event.TaskStarted(AT, conf),
                new Event.ActStarted(AT, conf, 0, config()),
                new Event.ActEnded(AT, conf, 0, config(), Duration.ofMillis(30)),
                new Event.TaskEnded(AT, conf, End.CHANGED, "", Duration.ofMillis(1400)),
                new Event.Message(AT, conf, "two\nlines with " + SECRET, 0),
                new Event.Guarded(AT, start, restart(), new Verdict.Allowed(seen)),
                new Event.Says(AT, start, "waiting for the port (1/60s)"),
                new Event.Says(AT, start, "waiting for the port (2/60s)"),
                new Event.TaskEnded(AT, start, End.SAME, "", Duration.ofMillis(3)),
                new Event.BatchEnded(AT, 1, 1, List.of("h2"), Duration.ofMillis(2600), true),
                new Event.Soaking(AT, 1, Duration.ofSeconds(2)),
                new Event.Stopping(AT),
                new Event.TaskEnded(
                        AT,
                        new Spot(1, 1, 0, "h3", "The key"),
                        End.SKIPPED,
                        "when: false",
                        Duration.ZERO),
                new Event.Guarded(
                        AT, start3, restart(), new Verdict.Denied("h2 is down", "start it", seen)),
                new Event.TaskFailed(AT, start3, failure),
                new Event.TaskEnded(AT, start3, End.FAILED, "", Duration.ofMillis(90)),
                new Event.UndoStarted(AT, "h3", 2),
                new Event.UndoEnded(AT, "h3", Optional.empty(), Duration.ofMillis(700)),
                new Event.UndoEnded(AT, "h5", Optional.of(failure), Duration.ofMillis(700)),
                new Event.HostLost(AT, "h4", gone),
                new Event.BesideEnded(
                        AT, "clients", seen, List.of("0 errors", "longest gap 38 ms")),
                new Event.RunEnded(
                        AT,
                        "20261121-100211-7K3",
                        List.of(
                                new HostSum("h2", Standing.DONE, 2, 1, 1),
                                new HostSum("h3", Standing.PUT_BACK, 0, 0, 0),
                                new HostSum("h4", Standing.UNREACHABLE, 0, 0, 0),
                                new HostSum("h5", Standing.STUCK, 1, 0, 0),
                                new HostSum("h6", Standing.PARTLY, 1, 0, 0),
                                new HostSum("h1", Standing.UNTOUCHED, 0, 0, 0)),
                        Optional.of(failure),
                        Duration.ofMillis(83_400)));
    }
}
