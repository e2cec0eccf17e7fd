package dev.rappel.modules.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.module.Beside;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Observation;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.value.Value;
import dev.rappel.engine.value.Version;
import dev.rappel.lab.cluster.ClusterSpec;
import dev.rappel.lab.cluster.KeyForm;
import dev.rappel.lab.cluster.Tls;
import dev.rappel.lab.release.EtcdVersion;
import dev.rappel.modules.etcd.availability.AvailabilityArguments;
import dev.rappel.modules.etcd.availability.AvailabilityModule;
import dev.rappel.modules.etcd.cluster.Access;
import dev.rappel.modules.etcd.host.HostModules;
import dev.rappel.modules.etcd.preflight.PreflightArguments;
import dev.rappel.modules.etcd.preflight.PreflightModule;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real cluster, watched while its members go away one after the other. */
final class AvailabilityIT {
    private static TestCluster cluster;

    @BeforeAll
    static void up() throws Exception {
        cluster =
                new TestCluster(
                        "etcd2-watched",
                        ClusterSpec.of(3, new EtcdVersion(3, 7, 1)).tls(Tls.mutual(KeyForm.SEC1)));
        cluster.lab().needCluster().settle(Duration.ofSeconds(60));
    }

    @AfterAll
    static void down() throws Exception {
        cluster.close();
    }

    @Test
    void members_that_go_away_one_by_one_are_seen_and_clients_of_all_hardly_notice()
            throws Exception {
        AvailabilityModule module = new AvailabilityModule();
        Call<AvailabilityArguments> call = Call.of(arguments());
        HostAccess first = cluster.hosts().getFirst();
        Change<AvailabilityModule.State> change =
                module.diff(new AvailabilityModule.State(false), call);
        assertThat(change).isInstanceOf(Change.Some.class);
        Value.Fields given =
                module.act(
                        first,
                        call,
                        ((Change.Some<AvailabilityModule.State>) change).acts().getFirst());
        assertThat(module.observe(call.done(given)))
                .isEqualTo(new Observation.Known<>(new AvailabilityModule.State(true)));

        Beside prober = cluster.beside("availability");
        prober.phase("", "Quiet", false);
        Thread.sleep(3_000); // nothing happens: that is the point
        for (HostAccess host : cluster.hosts()) {
            prober.phase(host.name(), "Restarted", true);
            assertThat(shell(host, "systemctl stop etcd && sleep 1 && systemctl start etcd"))
                    .isZero();
            cluster.lab().needCluster().settle(Duration.ofSeconds(60));
        }
        Value.Fields saw = prober.end();
        List<String> summary = prober.summary();
        System.out.println(prober.line());
        summary.forEach(System.out::println);

        assertThat(number(saw, "probes")).isGreaterThan(100);
        assertThat(summary).anyMatch(line -> line.startsWith("Quiet "));
        assertThat(number(saw, "errors")).isLessThan(5); // the leader goes away as well
        assertThat(number(saw, "elections")).isBetween(1L, 3L); // the leader was stopped too
        Value.Fields members =
                (Value.Fields)
                        Objects.requireNonNull(saw.fields().get("longest_gap_of_members_ms"));
        for (HostAccess host : cluster.hosts()) {
            assertThat(number(members, host.name())).isGreaterThan(1_000);
            assertThat(summary).anyMatch(line -> line.startsWith(host.name() + " "));
        }
        assertThat(summary.get(summary.size() - 2)).startsWith("all");
        assertThat(summary.getLast()).startsWith("(gap: ");
        assertThat(number(saw, "writes")).isPositive();
    }

    @Test
    void what_stands_in_the_way_of_a_change_is_told_at_once_and_nothing_does_on_a_well_cluster()
            throws Exception {
        assertThat(preflight("3.6.14", "etcd")).isInstanceOf(Change.None.class);
        assertThat(preflight("3.5.31", "etcd"))
                .isInstanceOfSatisfying(
                        Change.Blocked.class,
                        blocked ->
                                assertThat(blocked.why())
                                        .contains("1. ", "from 3.7 to 3.5", "3.5.31 is too old"));
        assertThat(preflight("3.6.14", "etcd-elsewhere"))
                .isInstanceOfSatisfying(
                        Change.Blocked.class,
                        blocked ->
                                assertThat(blocked.why())
                                        .contains("there is no unit etcd-elsewhere.service"));
    }

    private static Change<PreflightModule.State> preflight(String to, String unit)
            throws Exception {
        HostModules host = new HostModules();
        PreflightModule module = new PreflightModule(host.discovery(), host.releases());
        Call<PreflightArguments> call =
                Call.of(
                        new PreflightArguments(
                                Version.parse(to).orElseThrow(),
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                false,
                                false,
                                new Access(
                                        unit,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty())));
        if (module.observe(call) instanceof Observation.Direct<PreflightModule.State>(var look)) {
            return module.diff(look.at(cluster.hosts().getFirst()), call);
        }
        throw new AssertionError("it looks at hosts");
    }

    private static int shell(HostAccess host, String line) throws Exception {
        return host.run(Script.of(line, Duration.ofMinutes(1))).status();
    }

    private static long number(Value.Fields fields, String name) {
        return ((Value.Whole) Objects.requireNonNull(fields.fields().get(name))).number();
    }

    private static AvailabilityArguments arguments() {
        return new AvailabilityArguments(
                AvailabilityArguments.State.WATCHED,
                Duration.ofMillis(25),
                true,
                "rappel/availability",
                Access.OF_MEMBERS);
    }
}
