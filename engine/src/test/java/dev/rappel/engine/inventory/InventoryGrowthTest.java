package dev.rappel.engine.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Ten times the hosts is about ten times the work. Work is counted as processor time of this
 * thread, the least of several runs, and only the ratio of two sizes is looked at: what grows with
 * the square would give a hundred.
 */
final class InventoryGrowthTest {
    private static final int SMALL = 1_000;
    private static final int LARGE = 10_000;

    private static String ini(int hosts) {
        StringBuilder text = new StringBuilder("[web]\n");
        for (int i = 0; i < hosts; i++) {
            text.append("web").append(i).append(" ansible_host=10.0.0.1 number=").append(i);
            text.append(" list='[1, 2]'\n");
        }
        for (int group = 0; group < hosts / 10; group++) {
            text.append("[rack").append(group).append("]\n");
            for (int i = 0; i < 10; i++) {
                text.append("web").append(group * 10 + i).append('\n');
            }
            text.append("[rack").append(group).append(":vars]\nrack=").append(group).append('\n');
        }
        text.append("[racks:children]\n");
        for (int group = 0; group < hosts / 10; group++) {
            text.append("rack").append(group).append('\n');
        }
        return text.append("[all:vars]\ndomain=example.com\n").toString();
    }

    private static String yaml(int hosts) {
        StringBuilder text = new StringBuilder("all:\n  children:\n    web:\n      hosts:\n");
        for (int i = 0; i < hosts; i++) {
            text.append("        web").append(i).append(": {number: ").append(i).append("}\n");
        }
        return text.append("    big:\n      hosts:\n        n[1:")
                .append(hosts)
                .append("]:\n")
                .toString();
    }

    private static int work(Source source) {
        Problems problems = new Problems();
        Inventory inventory = InventoryReader.read(source, problems);
        assertThat(problems.isEmpty()).isTrue();
        int seen = 0;
        for (Host host : inventory.hosts()) {
            seen += inventory.vars(host).values().size();
        }
        for (String pattern :
                List.of("all", "web*", "~web\\d+$", "web:!web7", "all:&web", "web[5:]")) {
            Pattern parsed = Pattern.parse(pattern, problems).orElseThrow();
            seen += parsed.select(inventory, problems).size();
        }
        return seen + new InventoryView(inventory).list(inventory.hosts()).length();
    }

    /** Nanoseconds of this thread's processor time, the least of a few runs. */
    private static long least(Source source, int runs) {
        var thread = ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < runs; i++) {
            long begin = thread.getCurrentThreadCpuTime();
            assertThat(work(source)).isPositive();
            least = Math.min(least, thread.getCurrentThreadCpuTime() - begin);
        }
        return least;
    }

    private static void growsInProportion(String name, String small, String large) {
        Source smaller = new Source(name, small);
        Source larger = new Source(name, large);
        least(smaller, 5);
        double ratio = (double) least(larger, 2) / least(smaller, 5);
        assertThat(ratio).as("work for ten times the hosts").isLessThan(45);
    }

    @Test
    void an_ini_inventory_takes_work_in_proportion_to_its_size() {
        growsInProportion("hosts.ini", ini(SMALL), ini(LARGE));
    }

    @Test
    void a_yaml_inventory_takes_work_in_proportion_to_its_size() {
        growsInProportion("hosts.yml", yaml(SMALL), yaml(LARGE));
    }

    @Test
    void a_long_list_of_names_takes_work_in_proportion_to_its_size() {
        Inventory inventory =
                InventoryReader.read(new Source("hosts.ini", ini(LARGE)), new Problems());
        StringBuilder names = new StringBuilder("~none");
        for (int i = 0; i < 1_000; i++) {
            names.append(",web").append(i);
        }
        Problems problems = new Problems();
        assertThat(
                        Pattern.parse(names.toString(), problems)
                                .orElseThrow()
                                .select(inventory, problems))
                .hasSize(1_000);
    }
}
