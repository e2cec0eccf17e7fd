package dev.rappel.modules.etcd.preflight;

import dev.rappel.engine.module.Content;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Reply;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Version;
import dev.rappel.modules.etcd.cluster.Access;
import dev.rappel.modules.etcd.cluster.ClusterLook;
import dev.rappel.modules.etcd.cluster.ClusterState;
import dev.rappel.modules.etcd.cluster.Finding;
import dev.rappel.modules.etcd.cluster.MemberDoor;
import dev.rappel.modules.etcd.cluster.SideBySide;
import dev.rappel.modules.etcd.host.Discovery;
import dev.rappel.modules.etcd.host.MemberOnHost;
import dev.rappel.modules.etcd.host.PackagedProgram;
import dev.rappel.modules.etcd.host.ReleaseMachine;
import dev.rappel.modules.etcd.host.Releases;
import dev.rappel.modules.etcd.rpc.Account;
import dev.rappel.modules.etcd.rpc.EtcdRpc;
import dev.rappel.modules.etcd.version.Minor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that is looked at before a change of version.
 *
 * @param hosts each host of the play, in the inventory's order
 * @param cluster what the members answered
 * @param account whether authentication is on
 * @param machine what the release's programs are for; empty when no release was given
 * @param release why the release cannot be used
 */
record Situation(
        List<HostSeen> hosts,
        ClusterState cluster,
        Account account,
        Optional<String> machine,
        Optional<Finding> release) {

    private static final double NANOS = 1e9;
    private static final Minor OLDEST = new Minor(3, 4);

    Situation {
        hosts = List.copyOf(hosts);
    }

    /** Looks at all hosts and members side by side. */
    static Situation at(
            HostAccess host,
            Access access,
            Optional<Content.Local> archive,
            Discovery discovery,
            Releases releases)
            throws Failure, InterruptedException {
        List<HostAccess> all = host.together();
        List<HostSeen> hosts = SideBySide.each(all, h -> look(h, access.unit(), discovery));
        ClusterState cluster = ClusterLook.at(host, access);
        Account account = account(all, hosts, cluster, access);
        if (archive.isEmpty()) {
            return new Situation(hosts, cluster, account, Optional.empty(), Optional.empty());
        }
        try {
            Optional<String> machine = Optional.of(ReleaseMachine.of(archive.get(), releases));
            return new Situation(hosts, cluster, account, machine, Optional.empty());
        } catch (Failure e) {
            Finding trouble = new Finding("the release", e.getMessage(), e.help());
            return new Situation(hosts, cluster, account, Optional.empty(), Optional.of(trouble));
        }
    }

    private static HostSeen look(HostAccess host, String unit, Discovery discovery)
            throws InterruptedException {
        try {
            double before = System.currentTimeMillis() / 1e3;
            long start = System.nanoTime();
            Reply reply = host.run(discovery.askNow(unit));
            double took = (System.nanoTime() - start) / NANOS;
            MemberOnHost member = discovery.answer(unit, reply);
            return new HostSeen(
                    host.name(),
                    Optional.of(member),
                    Optional.empty(),
                    PackagedProgram.answer(host.run(PackagedProgram.ask(member))),
                    member.clock() - (before + took / 2),
                    took / 2);
        } catch (Failure e) {
            Finding trouble = new Finding(host.name(), e.getMessage(), e.help());
            return new HostSeen(
                    host.name(), Optional.empty(), Optional.of(trouble), List.of(), 0, 0);
        }
    }

    /**
     * Any member can tell; those that do not answer otherwise may just want to know who asks. Where
     * there is a 3.4, it is the one to ask: what a 3.5 does for its answer goes through the log of
     * all members, and a 3.4 before 3.4.31 dies of that entry.
     */
    private static Account account(
            List<HostAccess> all, List<HostSeen> hosts, ClusterState cluster, Access access)
            throws Failure, InterruptedException {
        List<HostAccess> oldest = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            HostSeen seen = hosts.get(i);
            Optional<Version> version =
                    version(cluster, seen).or(() -> seen.member().flatMap(MemberOnHost::installed));
            if (version.filter(v -> Minor.of(v).equals(OLDEST)).isPresent()) {
                oldest.add(all.get(i));
            }
        }
        List<HostAccess> well = cluster.voters(all).stream().limit(1).toList();
        List<HostAccess> asked = !oldest.isEmpty() ? oldest : !well.isEmpty() ? well : all;
        List<Account> said = SideBySide.each(asked, h -> account(h, access));
        return said.stream().filter(a -> a != Account.UNKNOWN).findFirst().orElse(Account.UNKNOWN);
    }

    private static Account account(HostAccess host, Access access) throws InterruptedException {
        try (EtcdRpc rpc = MemberDoor.open(host, access)) {
            return rpc.account();
        } catch (Failure e) {
            return Account.UNKNOWN;
        }
    }

    /** The version that the member of a host runs, by its own word or by its program's. */
    Optional<Version> runs(HostSeen seen) {
        return version(cluster, seen);
    }

    private static Optional<Version> version(ClusterState cluster, HostSeen seen) {
        return cluster.on(seen.host())
                .flatMap(a -> Version.parse(a.status().version()))
                .or(() -> seen.member().flatMap(m -> m.process().flatMap(p -> p.version())));
    }
}
