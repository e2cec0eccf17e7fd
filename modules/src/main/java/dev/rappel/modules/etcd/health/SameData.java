package dev.rappel.modules.etcd.health;

import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.text.Failure;
import dev.rappel.modules.etcd.cluster.Access;
import dev.rappel.modules.etcd.cluster.ClusterState;
import dev.rappel.modules.etcd.cluster.Finding;
import dev.rappel.modules.etcd.cluster.MemberDoor;
import dev.rappel.modules.etcd.cluster.SideBySide;
import dev.rappel.modules.etcd.rpc.DataHash;
import dev.rappel.modules.etcd.rpc.EtcdRpc;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether all members hold the same, by the hash that each makes of its data up to one revision.
 *
 * @param keys how many keys there are
 */
record SameData(List<Finding> findings, long keys) {
    private static final Duration HASH = Duration.ofMinutes(2);

    SameData {
        findings = List.copyOf(findings);
    }

    /** Of the voters: a learner tells no hash before it is promoted. */
    static SameData at(HostAccess host, Access access, ClusterState cluster)
            throws Failure, InterruptedException {
        List<HostAccess> all = cluster.voters(host.together());
        // Every member has this revision once it has answered a linearizable read.
        List<Long> revisions =
                SideBySide.each(
                        all,
                        h -> {
                            try (EtcdRpc rpc = MemberDoor.open(h, access)) {
                                return rpc.linearizableRead(EtcdRpc.CALL);
                            }
                        });
        long revision = revisions.stream().mapToLong(Long::longValue).min().orElse(0);
        List<DataHash> hashes =
                SideBySide.each(
                        all,
                        h -> {
                            try (EtcdRpc rpc = MemberDoor.open(h, access)) {
                                return rpc.hash(revision, HASH);
                            }
                        });
        List<String> names = all.stream().map(HostAccess::name).toList();
        List<Finding> found = differences(names, hashes, revision);
        try (EtcdRpc rpc = MemberDoor.open(all.getFirst(), access)) {
            return new SameData(found, rpc.countKeys());
        }
    }

    /** Which of these hosts' members hold something else than the first one; pure. */
    static List<Finding> differences(List<String> hosts, List<DataHash> hashes, long revision) {
        List<Finding> found = new ArrayList<>();
        for (int i = 1; i < hashes.size(); i++) {
            DataHash one = hashes.getFirst();
            DataHash other = hashes.get(i);
            if (one.compactRevision() != other.compactRevision()) {
                found.add(
                        new Finding(
                                hosts.get(i),
                                "it has compacted its data at another revision than "
                                        + hosts.getFirst(),
                                "wait: a compaction is under way"));
            } else if (one.hash() != other.hash()) {
                found.add(
                        new Finding(
                                hosts.get(i),
                                "its data differs from that of "
                                        + hosts.getFirst()
                                        + " at revision "
                                        + revision,
                                "stop here and find out which member is right"));
            }
        }
        return found;
    }
}
