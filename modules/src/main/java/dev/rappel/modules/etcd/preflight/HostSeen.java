package dev.rappel.modules.etcd.preflight;

import dev.rappel.modules.etcd.cluster.Finding;
import dev.rappel.modules.etcd.host.MemberOnHost;
import dev.rappel.modules.etcd.host.PackagedProgram;
import java.util.List;
import java.util.Optional;

/**
 * One host and what it showed.
 *
 * @param member empty when it could not be looked at
 * @param trouble why it could not
 * @param packaged its programs that belong to packages
 * @param ahead by how many seconds its clock is ahead of ours
 * @param blur by how many seconds {@code ahead} may be wrong, for the question took time
 */
record HostSeen(
        String host,
        Optional<MemberOnHost> member,
        Optional<Finding> trouble,
        List<PackagedProgram> packaged,
        double ahead,
        double blur) {
    HostSeen {
        packaged = List.copyOf(packaged);
    }
}
