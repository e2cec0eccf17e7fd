package dev.rappel.modules.etcd.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.value.Version;
import dev.rappel.modules.etcd.Trace34;
import dev.rappel.modules.etcd.Trace34.Moment;
import dev.rappel.modules.etcd.cluster.Finding;
import dev.rappel.modules.etcd.rpc.DataHash;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a recorded roll from 3.5.33 to 3.4.45 is taken for finished. */
final class ArrivalAt34Test {
    private static final Version LAST = Version.parse("3.4.45").orElseThrow();

    @Test
    void right_after_the_first_start_the_cluster_itself_is_still_at_3_5() {
        assertThat(missing(Moment.FIRST_JUST_STARTED))
                .isEqualTo(
                        "h1, h2, h3: it says that the cluster is at 3.5.0;"
                                + " h2, h3: it runs 3.5.33, not 3.4.45");
    }

    /** One member of three is enough for that, seconds after its start. */
    @Test
    void that_the_cluster_says_3_4_is_not_enough() {
        assertThat(missing(Moment.FIRST_DONE)).isEqualTo("h2, h3: it runs 3.5.33, not 3.4.45");
        assertThat(missing(Moment.SECOND_DONE)).isEqualTo("h3: it runs 3.5.33, not 3.4.45");
        assertThat(missing(Moment.LEADERSHIP_MOVED)).isEqualTo("h3: it runs 3.5.33, not 3.4.45");
    }

    @ParameterizedTest
    @EnumSource(
            value = Moment.class,
            names = {
                "LAST_JUST_STARTED",
                "FINISHED",
                "RESTARTED_WITH_SWITCH",
                "SNAPSHOTS_WRITTEN",
                "SWITCH_REMOVED"
            })
    void with_three_servers_of_3_4_it_is_finished_and_stays_so(Moment moment) {
        assertThat(missing(moment)).isEmpty();
        assertThat(
                        Arrival.others(
                                Trace34.at(moment).cluster(),
                                "3404ab0e6e2bb89,452204f3ffd6b15,8b1cf3e9498a1b00"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Moment.class,
            names = "STARTED_WITHOUT_SWITCH",
            mode = EnumSource.Mode.EXCLUDE)
    void a_3_4_and_a_3_5_make_the_same_hash_of_the_same_data(Moment moment) {
        assertThat(SameData.differences(Trace34.HOSTS, Trace34.at(moment).hashes(), 21)).isEmpty();
    }

    @Test
    void a_member_with_other_data_is_named() {
        List<DataHash> hashes = new ArrayList<>(Trace34.at(Moment.FINISHED).hashes());
        hashes.set(1, Trace34.at(Moment.SWITCH_REMOVED).hashes().get(1));
        assertThat(Finding.seen(SameData.differences(Trace34.HOSTS, hashes, 21)))
                .isEqualTo("h2: its data differs from that of h1 at revision 21");
    }

    private static String missing(Moment moment) {
        return Finding.seen(Arrival.findings(Trace34.at(moment).cluster(), LAST));
    }
}
