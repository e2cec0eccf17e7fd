package dev.rappel.cli.etcd;

import static dev.rappel.cli.etcd.TestSite.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.lab.cluster.ClusterSpec;
import dev.rappel.lab.cluster.KeyForm;
import dev.rappel.lab.cluster.Tls;
import dev.rappel.lab.host.Fault;
import dev.rappel.lab.host.Faults;
import dev.rappel.lab.host.Host;
import dev.rappel.lab.host.HostOptions;
import dev.rappel.lab.process.LocalCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What stands in the way of 3.6 is told before anything is touched, and all of it at once. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class Refused37IT {
    private static final int REFUSED = 4;
    private static final String DATA = "/var/lib/etcd";

    /** Room for two files of the log, which take 64 MiB each from their beginning. */
    private static final long DISK = 200L << 20;

    private static final long LEFT = 2L << 20;

    /** A package that says that etcd is its own, and does not replace what is there. */
    private static final String PACKAGED =
            """
            mkdir -p /tmp/p/DEBIAN
            printf '%s\\n' 'Package: etcd-server' 'Version: 3.7.1-1' 'Architecture: all' \
              'Maintainer: Nobody <nobody@example.org>' 'Description: etcd' > /tmp/p/DEBIAN/control
            dpkg-deb --build /tmp/p /tmp/p.deb && dpkg -i /tmp/p.deb
            echo /usr/local/bin/etcd >> /var/lib/dpkg/info/etcd-server.list
            """;

    private static TestSite site;
    private static TestRoll three;

    @BeforeAll
    static void up() throws Exception {
        site = TestSite.up("it-refused37", 4, HostOptions.standard().withSmallDisk(DATA, DISK));
        three = site.cluster(ClusterSpec.of(3, OLD).tls(Tls.mutual(KeyForm.PKCS8)));
    }

    @AfterAll
    static void down() throws Exception {
        if (site != null) {
            site.down();
        }
    }

    @Test
    @Order(1)
    void two_minors_in_one_step_with_a_release_for_another_machine() throws Exception {
        Path archive = Arm64Release.of("3.5.33", three.folder());
        String said = refused(three, "-e", "etcd_target=3.5.33", "-e", "etcd_archive=" + archive);
        assertThat(said)
                .contains("the cluster: from 3.7 to 3.5 is more than one minor version")
                .contains("go to 3.6 first");
        for (String host : three.hosts()) {
            assertThat(said).contains(host + ": it is a x86_64, and the release is for aarch64");
        }
        assertThat(said).contains("take the release for amd64");
    }

    @Test
    @Order(1)
    void a_member_that_is_down() throws Exception {
        Host host = three.host("etcd3");
        host.exec("systemctl stop etcd");
        try {
            assertThat(refused(three))
                    .contains("etcd3: etcd does not run on etcd3")
                    .contains("systemctl status etcd");
        } finally {
            host.exec("systemctl start etcd");
        }
    }

    @Test
    @Order(1)
    void a_member_whose_host_is_not_in_the_inventory() throws Exception {
        String said = refused(three.knowing("etcd1", "etcd2"));
        assertThat(said)
                .containsPattern(
                        "the member etcd3 \\([0-9a-f]+, https://.*:2380\\): it is on no host of this"
                                + " play")
                .contains("add its host to the play: to its group in the inventory");
    }

    @Test
    @Order(1)
    void a_disk_without_room_for_the_database() throws Exception {
        grow(three, "etcd2");
        try {
            assertThat(refused(three))
                    .containsPattern(
                            "etcd2: only [12] MiB are free at /var/lib/etcd, whose database has")
                    .contains("free two and a half times the size of the database");
        } finally {
            Faults.undo(three.host("etcd2"), new Fault.FillDisk(DATA, LEFT));
        }
    }

    @Test
    @Order(1)
    void programs_that_are_a_packages_or_a_scripts_or_cannot_be_written() throws Exception {
        three.host("etcd1").exec(PACKAGED);
        three.host("etcd2")
                .exec(
                        """
                        mount --bind /usr/local/bin /usr/local/bin
                        mount -o remount,ro,bind /usr/local/bin
                        """);
        three.host("etcd3")
                .exec(
                        """
                        mv /usr/local/bin/etcd /srv/member
                        printf '#!/bin/sh\nexec /srv/member "$@"\n' > /usr/local/bin/etcd
                        chmod 755 /usr/local/bin/etcd
                        systemctl restart etcd
                        """);
        try {
            String said = refused(three);
            assertThat(said)
                    .contains(
                            "etcd1: /usr/local/bin/etcd belongs to the package etcd-server, whose"
                                    + " next upgrade brings its own one back")
                    .contains("apt-mark hold etcd-server")
                    .contains("etcd2: nothing can be put into /usr/local/bin")
                    .contains("etcd3: etcd.service does not start an etcd of this host")
                    .doesNotContain("belongs to the package etcd-client");
            three.host("etcd1").exec("apt-mark hold etcd-server");
            assertThat(refused(three)).doesNotContain("belongs to the package");
        } finally {
            three.host("etcd1").exec("dpkg --purge --force-hold etcd-server");
            three.host("etcd2").exec("umount /usr/local/bin");
            three.host("etcd3").exec("mv /srv/member /usr/local/bin/etcd; systemctl restart etcd");
        }
    }

    /** A cluster with a learner, of which one voter is down, and whose space is used up. */
    @Test
    @Order(2)
    void seven_reasons_at_once_each_with_who_what_and_what_to_do() throws Exception {
        TestRoll four =
                site.cluster(
                        ClusterSpec.of(3, OLD)
                                .tls(Tls.mutual(KeyForm.PKCS8))
                                .withLearner()
                                .flag("quota-backend-bytes", String.valueOf(2L << 20)));
        useUpSpace(four);
        Faults.inject(four.host("etcd2"), new Fault.FillDisk(DATA, LEFT));
        four.host("etcd3").exec("systemctl stop etcd");
        Path archive = Arm64Release.of("3.5.31", four.folder());

        String said = refused(four, "-e", "etcd_target=3.5.31", "-e", "etcd_archive=" + archive);

        assertThat(said)
                .contains("things are in the way, and nothing was touched:")
                .contains("etcd3: etcd does not run on etcd3")
                .contains("alarm NOSPACE")
                .contains("the cluster: from 3.7 to 3.5 is more than one minor version")
                .contains("the target: 3.5.31 is too old a patch of 3.5")
                .contains("etcd4: it is a learner")
                .contains("etcd1: it is a x86_64, and the release is for aarch64")
                .containsPattern("etcd2: only [12] MiB are free at /var/lib/etcd")
                .doesNotContain("not supported for learner");
        assertThat(said)
                .contains("see why: systemctl status etcd")
                .contains("free space (compact, defragment), then etcdctl alarm disarm")
                .contains("go to 3.6 first")
                .contains("take 3.5.32 or newer")
                .contains("promote or remove it first: etcdctl member promote ")
                .contains("take the release for amd64")
                .contains("free two and a half times the size of the database");
    }

    /** What the command says when it refuses, and leaves everything as it was. */
    private static String refused(TestRoll roll, String... words) throws Exception {
        String before = roll.untouched();
        List<String> all = new ArrayList<>(List.of("-y"));
        all.addAll(Arrays.asList(words));
        LocalCommand.Result run =
                roll.rappel(
                        "run",
                        Command.PLAYBOOKS.resolve(TestRoll.DOWN),
                        all.toArray(String[]::new));
        assertThat(run.status()).as(run.out() + run.err()).isEqualTo(REFUSED);
        assertThat(roll.untouched()).isEqualTo(before);
        return run.out() + run.err();
    }

    /** A database that is larger than what is left on this host's disk. */
    private static void grow(TestRoll roll, String host) throws Exception {
        for (int i = 0; i < 12; i++) {
            put(roll, i);
        }
        Faults.inject(roll.host(host), new Fault.FillDisk(DATA, LEFT));
    }

    private static void useUpSpace(TestRoll roll) throws Exception {
        int i = 0;
        while (put(roll, i++)) {
            assertThat(i).as("values of 120 kB until there is an alarm").isLessThan(100);
        }
        assertThat(roll.cluster().etcdctl("alarm", "list").out()).contains("NOSPACE");
    }

    private static boolean put(TestRoll roll, int i) throws Exception {
        return roll.cluster().etcdctl("put", "large/" + i, "x".repeat(120_000)).ok();
    }
}
