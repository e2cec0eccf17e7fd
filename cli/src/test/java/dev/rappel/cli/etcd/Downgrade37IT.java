package dev.rappel.cli.etcd;

import static dev.rappel.cli.etcd.TestSite.NEW;
import static dev.rappel.cli.etcd.TestSite.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rappel.engine.text.Failure;
import dev.rappel.lab.cluster.ClusterSpec;
import dev.rappel.lab.cluster.KeyForm;
import dev.rappel.lab.cluster.Tls;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.host.HostOptions;
import dev.rappel.lab.load.LoadClient;
import dev.rappel.lab.load.LoadReport;
import dev.rappel.lab.process.LocalCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole way from 3.7 to 3.6, with the real command, under clients that count. */
final class Downgrade37IT {
    private static final int KEYS = 10_000;
    private static final int WRITERS = 4;
    private static final int READERS = 2;

    /** Calls a second, of writers and of readers. */
    private static final int RATE = 300;

    private static TestSite site;

    @BeforeAll
    static void up() throws Exception {
        site = TestSite.up("it-down37", 3, HostOptions.standard());
    }

    @AfterAll
    static void down() throws Exception {
        if (site != null) {
            site.down();
        }
    }

    @Test
    void three_members_with_ten_thousand_keys_go_down_and_nothing_acknowledged_is_lost()
            throws Exception {
        TestRoll roll = site.cluster(ClusterSpec.of(3, OLD).tls(Tls.mutual(KeyForm.PKCS8)));
        seed(roll);
        assertThat(roll.keys("seed/")).isEqualTo(KEYS);
        roll.lead("etcd2");

        LocalCommand.Result plan = roll.plan("--out", "plan.json", "--detailed-exitcode");
        assertThat(plan.status()).as(plan.err()).isEqualTo(2);
        assertThat(plan.out()).contains("3.7.1 → 3.6.14", "a verified snapshot", "3 restarts");
        assertThat(roll.versions().values()).containsOnly("3.7.1");

        // Of one change of leadership here and now, by the same clients.
        long price = HandOver.cost(roll, roll.load("").threads(WRITERS, READERS).perSecond(RATE));
        roll.lead("etcd2");

        LoadReport felt;
        LocalCommand.Result run;
        long began = System.nanoTime();
        try (LoadClient clients =
                LoadClient.start(roll.load("roll/").threads(WRITERS, READERS).perSecond(RATE))) {
            run = roll.runSaved("plan.json");
            felt = clients.stop();
        }
        System.out.println(felt.text());
        System.out.printf(
                "total %.1f s; a hand-over costs at most %d calls here%n",
                (System.nanoTime() - began) / 1e9, price);

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        roll.isWholly(NEW.toString());
        assertThat(felt.verdict()).isEqualTo(LoadReport.Verdict.KEPT);
        assertThat(felt.writes().failed() + felt.reads().failed()).isLessThanOrEqualTo(price);
        assertThat(felt.leadership().changes()).isEqualTo(1);
        oneAfterTheOther(roll);
        assertThat(roll.rolled(1)).containsExactly("etcd1", "etcd3", "etcd2");
        assertThat(roll.keys("seed/")).isEqualTo(KEYS);

        nothingIsLeftToDo(roll);
        restored(roll);
    }

    /** A voter more was never away than the quorum can bear, and the old leader was the last. */
    private static void oneAfterTheOther(TestRoll roll) throws Exception {
        List<Outage> outages = Outage.of(roll);
        System.out.println(outages);
        assertThat(outages).extracting(Outage::host).containsExactly("etcd1", "etcd3", "etcd2");
        for (int i = 1; i < outages.size(); i++) {
            assertThat(outages.get(i).from()).isGreaterThan(outages.get(i - 1).to());
        }
    }

    private static void nothingIsLeftToDo(TestRoll roll) throws Exception {
        var before = roll.processes();
        LocalCommand.Result again = roll.plan("--detailed-exitcode");
        assertThat(again.status()).as(again.out() + again.err()).isZero();
        assertThat(again.out()).contains("No changes");
        assertThat(roll.processes()).isEqualTo(before);
    }

    /** The snapshot of the run becomes a new cluster of the old minor, with every key. */
    private static void restored(TestRoll roll) throws Exception {
        Path file;
        try (Stream<Path> all = Files.list(roll.folder().resolve("backups"))) {
            file = all.filter(f -> f.toString().endsWith(".db")).findFirst().orElseThrow();
        }
        JsonNode told = new ObjectMapper().readTree(Files.readString(Path.of(file + ".json")));
        System.out.println(told.toPrettyString());
        assertThat(told.toString()).contains("etcdutl snapshot restore");
        assertThat(Files.getPosixFilePermissions(file).toString())
                .isEqualTo("[OWNER_READ, OWNER_WRITE]");

        Host host = roll.host("etcd1");
        host.put(file, "/tmp/restore/snapshot.db", "0600", "root:root");
        // The programs of 3.7.1 are kept beside those of 3.6.14.
        LocalCommand.Result keys =
                host.exec(
                        """
                        set -eu
                        cd /tmp/restore
                        bin=/usr/local/bin
                        $bin/etcdutl.3.7.1 snapshot restore snapshot.db --data-dir data >&2
                        $bin/etcd.3.7.1 --data-dir data --listen-client-urls http://127.0.0.1:12379 \\
                          --advertise-client-urls http://127.0.0.1:12379 \\
                          --listen-peer-urls http://127.0.0.1:12380 >&2 &
                        trap "kill $!; rm -rf /tmp/restore" EXIT
                        for i in $(seq 100); do
                          $bin/etcdctl --endpoints=http://127.0.0.1:12379 endpoint health >/dev/null 2>&1 && break
                          sleep 0.1
                        done
                        $bin/etcdctl --endpoints=http://127.0.0.1:12379 get seed/ --prefix --count-only -w fields
                        """);
        assertThat(keys.out()).as(keys.err()).contains("\"Count\" : " + KEYS + "\n");
    }

    private static void seed(TestRoll roll) throws Failure, InterruptedException {
        try (LoadClient clients =
                LoadClient.start(roll.load("seed/").threads(20, 0).maxKeys(KEYS).keepKeys(true))) {
            while (roll.keys("seed/") < KEYS) {
                TimeUnit.MILLISECONDS.sleep(200);
            }
            assertThat(clients.stop().ok()).isTrue();
        }
    }
}
