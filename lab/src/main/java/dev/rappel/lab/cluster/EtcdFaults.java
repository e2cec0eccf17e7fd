package dev.rappel.lab.cluster;

import dev.rappel.engine.text.Failure;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Faults of etcd on the members of one cluster. Which are active is read from the hosts, so another
 * process finds and undoes them.
 */
public final class EtcdFaults {
    private static final String BREAK =
            """
            set -eu
            etcd=$1
            [ ! -e "$etcd.rappel-original" ] || exit 0
            printf '%s\\n' '#!/bin/sh' \\
              "echo \\"$etcd: /lib/x86_64-linux-gnu/libc.so.6: version \\\\\\`GLIBC_2.99' not found (required by $etcd)\\" >&2" \\
              'exit 127' >"$etcd.part"
            chmod 0755 "$etcd.part"
            # The original stays the same file under another name, so that the process which runs it
            # is still seen to run it. Between the two there is never no etcd at all.
            ln "$etcd" "$etcd.rappel-original"
            mv "$etcd.part" "$etcd"
            """;

    private static final String MEND =
            """
            set -eu
            [ ! -e "$1.rappel-original" ] || mv "$1.rappel-original" "$1"
            """;

    private static final String START_IF_DOWN =
            """
            systemctl is-active --quiet etcd || {
              systemctl reset-failed etcd
              systemctl restart --no-block etcd
            }
            """;

    private static final String SEEN =
            """
            [ ! -e "$1.rappel-original" ] || echo broken-binary
            pid=$(systemctl show --value --property=MainPID etcd)
            if [ "$pid" != 0 ] && grep -q '^State:[[:space:]]*T' "/proc/$pid/status"; then
              echo freeze-etcd
            fi
            """;

    private final Cluster cluster;

    public EtcdFaults(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Idempotent: a fault that is there already stays as it is. */
    public void inject(String member, EtcdFault fault) throws Failure, InterruptedException {
        Seat seat = cluster.seat(member);
        switch (fault) {
            case BROKEN_BINARY -> seat.expect("breaking etcd's binary", BREAK, etcd());
            case KILLED -> seat.expect("killing etcd", "systemctl kill --signal=KILL etcd");
            case FROZEN -> seat.expect("freezing etcd", "systemctl kill --signal=STOP etcd");
        }
    }

    /**
     * Takes it back, and waits until the member answers again; a unit that has given up is started.
     */
    public void undo(String member, EtcdFault fault, Duration patience)
            throws Failure, InterruptedException {
        Seat seat = cluster.seat(member);
        switch (fault) {
            case BROKEN_BINARY -> seat.expect("putting etcd's binary back", MEND, etcd());
            case KILLED -> {}
            case FROZEN -> seat.expect("waking etcd", "systemctl kill --signal=CONT etcd");
        }
        seat.expect("starting etcd", START_IF_DOWN);
        // Whatever version it has by now: a roll may have changed it.
        new Readiness(Optional.empty(), cluster.spec().tls(), patience).await(seat);
    }

    /** The lasting faults that the member has now. */
    public Set<EtcdFault> active(String member) throws Failure, InterruptedException {
        List<String> words =
                cluster.seat(member)
                        .expect("looking for faults", SEEN, etcd())
                        .out()
                        .lines()
                        .toList();
        Set<EtcdFault> faults = EnumSet.noneOf(EtcdFault.class);
        for (String word : words) {
            faults.add(EtcdFault.of(word));
        }
        return faults;
    }

    private String etcd() {
        return Layout.of(cluster.spec().style()).etcd();
    }
}
