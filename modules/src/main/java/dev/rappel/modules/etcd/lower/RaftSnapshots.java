package dev.rappel.modules.etcd.lower;

import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import dev.rappel.modules.etcd.cluster.Access;
import dev.rappel.modules.etcd.cluster.MemberDoor;
import java.time.Duration;

/**
 * The newest raft snapshot on a member's disk. An older server replays the log from there: only
 * once a snapshot lies behind the lowering can it start (facts of etcd, section 2.4).
 */
final class RaftSnapshots {
    private static final String NEWEST =
            """
            ls "$1/member/snap" >/dev/null || exit 1
            ls "$1/member/snap" | sed -n 's/^[0-9a-f]*-\\([0-9a-f]\\{16\\}\\)\\.snap$/\\1/p' | sort | tail -n 1
            """;

    private RaftSnapshots() {}

    /** The log index of the newest one; 0 where there is none yet. */
    static long newest(HostAccess host, Access access) throws Failure, InterruptedException {
        String folder = MemberDoor.dataDir(host, access);
        Reply reply =
                host.run(
                        Script.of(NEWEST, Duration.ofSeconds(15), new Value.Text(folder))
                                .having(Script.Effect.NONE));
        if (!reply.ok()) {
            throw Failure.of(
                            Failure.Kind.REFUSED,
                            "the raft snapshots of etcd on " + host.name() + " cannot be listed")
                    .why(reply.err().strip())
                    .help("run the task with `become: true`");
        }
        String index = reply.out().strip();
        return index.isEmpty() ? 0 : Long.parseUnsignedLong(index, 16);
    }
}
