package dev.rappel.modules.etcd.rpc;

import dev.rappel.engine.text.Failure;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Carries bytes between Netty, which wants a channel of its own kind, and a connection through a
 * host. All of it stays in this process's memory: there is no port and no file that another user of
 * the machine could reach.
 */
final class Ferry implements AutoCloseable {
    /** Opens a connection to the member. */
    @FunctionalInterface
    interface Dial {
        ByteChannel open() throws Failure, InterruptedException;
    }

    private static final int LOAD = 64 << 10;
    private static final byte[] END = new byte[0];

    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(
                    1, new DefaultThreadFactory("etcd-rpc", true), LocalIoHandler.newFactory());
    private final LocalAddress address = new LocalAddress(Ferry.class);
    private final AtomicReference<Optional<Failure>> trouble =
            new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<ByteChannel>> opened =
            new AtomicReference<>(Optional.empty());
    private final Set<Crossing> crossings = ConcurrentHashMap.newKeySet();
    private final Channel server;

    /**
     * @param first an open connection, for whoever comes first
     * @param dial makes more when that one has ended
     */
    Ferry(ByteChannel first, Dial dial) {
        opened.set(Optional.of(first));
        server =
                new ServerBootstrap()
                        .group(group)
                        .channel(LocalServerChannel.class)
                        .childHandler(
                                new ChannelInitializer<LocalChannel>() {
                                    @Override
                                    protected void initChannel(LocalChannel channel) {
                                        channel.pipeline().addLast(new Crossing(dial));
                                    }
                                })
                        .bind(address)
                        .syncUninterruptibly()
                        .channel();
    }

    EventLoopGroup group() {
        return group;
    }

    LocalAddress address() {
        return address;
    }

    /** Why the last connection could not be made; empty once one could. */
    Optional<Failure> trouble() {
        return Objects.requireNonNull(trouble.get());
    }

    /** Ends the connections that there are now, after what is under way had time to end. */
    void leave(Duration grace) {
        List<Crossing> now = List.copyOf(crossings);
        if (!now.isEmpty() && !group.isShuttingDown()) {
            var _ =
                    group.schedule(
                            () -> now.forEach(Crossing::leave),
                            grace.toNanos(),
                            TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void close() {
        var _ = server.close();
        Objects.requireNonNull(opened.getAndSet(Optional.empty())).ifPresent(Ferry::end);
        var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private static void end(ByteChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is given up anyway.
        }
    }

    /** One connection. */
    private final class Crossing extends ChannelInboundHandlerAdapter {
        private final Dial dial;
        private final BlockingQueue<byte[]> outgoing = new LinkedBlockingQueue<>();
        private volatile Optional<ByteChannel> far = Optional.empty();
        private volatile boolean over;

        Crossing(Dial dial) {
            this.dial = dial;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            boolean _ = crossings.add(this);
            Thread.ofVirtual().name("etcd-rpc-in").start(() -> inward(context));
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            try {
                if (bytes.isReadable()) { // TLS writes empty ones too, which would look like END
                    outgoing.add(ByteBufUtil.getBytes(bytes));
                }
            } finally {
                bytes.release();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            boolean _ = crossings.remove(this);
            over = true;
            outgoing.add(END);
            leave();
        }

        private void leave() {
            far.ifPresent(Ferry::end);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close();
        }

        private void inward(ChannelHandlerContext context) {
            try {
                Optional<ByteChannel> waiting =
                        Objects.requireNonNull(opened.getAndSet(Optional.empty()));
                ByteChannel channel = waiting.isPresent() ? waiting.get() : dial.open();
                far = Optional.of(channel);
                trouble.set(Optional.empty());
                if (over) {
                    Ferry.end(channel);
                    return;
                }
                Thread.ofVirtual().name("etcd-rpc-out").start(() -> outward(context, channel));
                ByteBuffer load = ByteBuffer.allocate(LOAD);
                while (channel.read(load) >= 0) {
                    load.flip();
                    context.writeAndFlush(Unpooled.copiedBuffer(load)).sync();
                    load.clear();
                }
            } catch (Failure e) {
                trouble.set(Optional.of(e));
            } catch (IOException | RuntimeException e) {
                // The connection is over; who waits for an answer is told by Netty.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                leave();
                var _ = context.close();
            }
        }

        private void outward(ChannelHandlerContext context, ByteChannel channel) {
            try {
                for (byte[] bytes = outgoing.take(); bytes.length > 0; bytes = outgoing.take()) {
                    ByteBuffer load = ByteBuffer.wrap(bytes);
                    while (load.hasRemaining()) {
                        channel.write(load);
                    }
                }
            } catch (IOException | RuntimeException e) {
                var _ = context.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
