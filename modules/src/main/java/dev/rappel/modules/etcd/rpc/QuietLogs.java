package dev.rappel.modules.etcd.rpc;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps gRPC and Netty from writing to the console; what matters of it is in a failure. */
final class QuietLogs {
    // Held for good: java.util.logging forgets the level of a logger that nobody holds.
    private static final Logger GRPC = Logger.getLogger("io.grpc");
    private static final Logger NETTY = Logger.getLogger("io.netty");

    private QuietLogs() {}

    static void please() {
        GRPC.setLevel(Level.OFF);
        NETTY.setLevel(Level.OFF);
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
    }
}
