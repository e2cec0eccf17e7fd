package dev.rappel.cli.rehearsal;

import dev.rappel.engine.module.HostAccess;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Three members as a downgrade finds them and leaves them. What they hold in common is here: who
 * leads, and how far the downgrade has come.
 */
public final class Cluster implements AutoCloseable {
    /** The names of the hosts. */
    public static final List<String> NAMES = List.of("one", "two", "three");

    /** The version that they come from, and the one that they can be taken to. */
    static final String OLD = "3.7.1";

    public static final String NEW = "3.6.14";

    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(
                    1, new DefaultThreadFactory("rehearsal", true), NioIoHandler.newFactory());
    private final List<Member> members;
    private final List<MemberHost> hosts;
    private final Optional<Identity> identity;
    private final AtomicLong revision = new AtomicLong(1);
    private volatile long leader = 1;
    private volatile boolean lowered;

    /**
     * @param folder for the sockets that they listen on
     * @param texts where what hosts say of their members was recorded
     */
    public Cluster(Path folder, Path texts, boolean tls) throws IOException, InterruptedException {
        identity = tls ? Optional.of(Identity.make(folder)) : Optional.empty();
        members =
                IntStream.rangeClosed(1, NAMES.size())
                        .mapToObj(number -> new Member(this, number, folder))
                        .toList();
        Recorded recorded = Recorded.in(texts, tls);
        hosts = members.stream().map(member -> new MemberHost(member, recorded)).toList();
        for (Member member : members) {
            member.begin();
        }
    }

    /** The host of this name, the same each time. */
    public HostAccess host(String name) {
        return hosts.stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(name));
    }

    EventLoopGroup group() {
        return group;
    }

    List<Member> members() {
        return members;
    }

    Optional<Identity> identity() {
        return identity;
    }

    long leader() {
        return leader;
    }

    void lead(long member) {
        leader = member;
    }

    long revision() {
        return revision.get();
    }

    long write() {
        return revision.incrementAndGet();
    }

    void lower() {
        lowered = true;
    }

    /** Of the cluster and of what is on its disks. */
    String version() {
        return lowered ? "3.6.0" : "3.7.0";
    }

    /** It ends by itself, once the last member is at the lower version. */
    boolean downgrades() {
        return lowered && members.stream().anyMatch(member -> member.runs().version().equals(OLD));
    }

    /** Rises with the lowering: only then may a member be replaced. */
    long newestSnapshot() {
        return lowered ? 20 : 10;
    }

    @Override
    public void close() {
        hosts.forEach(host -> host.kept().close());
        members.forEach(Member::end);
        var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
