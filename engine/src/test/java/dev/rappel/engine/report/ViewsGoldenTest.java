package dev.rappel.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.Golden;
import dev.rappel.engine.text.Failure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What people and machines are shown, from plans and events made by hand. */
final class ViewsGoldenTest {
    private static String plan(Paper paper, boolean all) {
        PlanText text = new PlanText(paper, all, ZoneOffset.UTC);
        return String.join("\n", text.lines(Samples.plan(), Duration.ofMillis(812)))
                + "\n"
                + text.end(Samples.plan(), Optional.of("plan-7K3.json"))
                + "\n";
    }

    private static String events(Paper paper, boolean all) {
        StringWriter out = new StringWriter();
        PlainView view = new PlainView(paper, all, new PrintWriter(out));
        Samples.events().forEach(view::on);
        return out.toString();
    }

    @Test
    void a_plan_is_grouped_by_plays_tasks_and_hosts() throws IOException {
        Golden.check("report/plan.txt", plan(Samples.plain(), false));
    }

    @Test
    void a_plan_in_full_tells_what_stays_as_it_is() throws IOException {
        Golden.check("report/plan-all.txt", plan(Samples.plain(), true));
    }

    @Test
    void a_plan_without_changes_says_so() {
        PlanText text = new PlanText(Samples.plain(), false, ZoneOffset.UTC);

        assertThat(text.end(Samples.nothing(), Optional.empty()))
                .isEqualTo("No changes. 3 hosts as wanted.");
        assertThat(text.lines(Samples.nothing(), Duration.ZERO)).contains("  nothing to do");
    }

    @Test
    void a_run_is_told_line_by_line() throws IOException {
        Golden.check("report/run.txt", events(Samples.plain(), false));
    }

    @Test
    void a_run_in_full_tells_guards_and_what_was_skipped() throws IOException {
        Golden.check("report/run-all.txt", events(Samples.plain(), true));
    }

    @Test
    void a_place_that_knows_only_ascii_gets_only_ascii() {
        assertThat(plan(Samples.ascii(), true) + events(Samples.ascii(), true))
                .isASCII()
                .contains("0644 -> 0600");
    }

    @Test
    void machines_get_an_object_for_each_event() throws IOException {
        EventJson json = new EventJson(Samples.secrets());
        Golden.check(
                "report/run.jsonl",
                Samples.events().stream()
                        .map(e -> json.write(e).toString())
                        .collect(Collectors.joining("\n", "", "\n")));
    }

    @Test
    void no_view_shows_a_secret() {
        EventJson json = new EventJson(Samples.secrets());
        List<String> shown =
                List.of(
                        plan(Samples.plain(), true),
                        events(Samples.plain(), true),
                        Samples.events().stream()
                                .map(e -> json.write(e).toString())
                                .collect(Collectors.joining("\n")));

        assertThat(shown).allSatisfy(s -> assertThat(s).doesNotContain(Samples.SECRET));
    }

    @Test
    void hosts_that_fail_alike_are_told_together() throws IOException {
        SequencedMap<String, Failure> failures = new LinkedHashMap<>();
        for (String host : List.of("web1", "db1", "web2", "web3", "web4")) {
            boolean refused = host.startsWith("db");
            failures.put(
                    host,
                    Failure.of(
                                    Failure.Kind.UNREACHABLE,
                                    host
                                            + (refused
                                                    ? " (10.0.0.9 port 22) does not let us in"
                                                    : " (10.0.0.1 port 22) does not answer"))
                            .help("ssh " + host + " true"));
        }

        Golden.check(
                "report/unreachable.txt",
                String.join("\n", new FailureText(Samples.plain()).together(failures)) + "\n");
    }

    @Test
    void names_that_count_up_become_a_range() {
        assertThat(HostNames.brief(List.of("w08", "w09", "w10", "w11", "db", "a1", "a3")))
                .isEqualTo("w[08:11] db a1 a3");
    }
}
