package dev.rappel.modules.etcd.availability;

import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.text.Failure;
import dev.rappel.modules.etcd.cluster.Access;
import dev.rappel.modules.etcd.cluster.MemberDoor;
import dev.rappel.modules.etcd.rpc.EtcdRpc;
import dev.rappel.modules.etcd.rpc.ReadAnswer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The prober's own line to one member; made anew when it is of no use any more. */
final class MemberLine {
    private final HostAccess host;
    private final Access access;
    private final AtomicReference<Optional<EtcdRpc>> open = new AtomicReference<>(Optional.empty());
    private volatile boolean well;
    private volatile boolean ended;

    MemberLine(HostAccess host, Access access) {
        this.host = host;
        this.access = access;
    }

    String host() {
        return host.name();
    }

    /** Whether it answered when it was asked last. */
    boolean isWell() {
        return well;
    }

    private Optional<EtcdRpc> rpc() {
        return Objects.requireNonNull(open.get());
    }

    boolean isOpen() {
        return rpc().isPresent();
    }

    void open() throws Failure, InterruptedException {
        EtcdRpc rpc = MemberDoor.own(host, access);
        Objects.requireNonNull(open.getAndSet(Optional.of(rpc))).ifPresent(EtcdRpc::close);
        if (ended) {
            close();
        }
    }

    ReadAnswer read(Duration deadline) throws Failure, InterruptedException {
        EtcdRpc rpc = line();
        if (!well) {
            rpc.hurry();
        }
        try {
            ReadAnswer answer = rpc.read(deadline);
            well = true;
            return answer;
        } catch (Failure e) {
            well = false;
            if (e.kind() == Failure.Kind.REFUSED || e.why().startsWith("TLS")) {
                hangUp(rpc); // its token or certificate is one of before the member's restart
            }
            throw e;
        }
    }

    /** Clients do not read through one: it has no say yet. */
    boolean isLearner() throws InterruptedException {
        try {
            return line().status().learner();
        } catch (Failure e) {
            return false;
        }
    }

    void write(String key, String value, Duration deadline) throws Failure, InterruptedException {
        long _ = line().put(key, value, deadline);
    }

    private EtcdRpc line() throws Failure {
        return rpc().orElseThrow(
                        () -> Failure.of(Failure.Kind.UNREACHABLE, "no line to " + host.name()));
    }

    private void hangUp(EtcdRpc used) {
        Optional<EtcdRpc> now = rpc();
        if (now.filter(r -> r == used).isPresent() && open.compareAndSet(now, Optional.empty())) {
            used.close();
        }
    }

    void close() {
        ended = true;
        Objects.requireNonNull(open.getAndSet(Optional.empty())).ifPresent(EtcdRpc::close);
    }
}
