package dev.rappel.lab.load;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps gRPC and Netty from writing to the console: all that they have to say about a call comes
 * back with the call.
 */
final class Quiet {
    // Held for good: java.util.logging forgets the level of a logger that nobody holds.
    private static final Logger GRPC = Logger.getLogger("io.grpc");
    private static final Logger NETTY = Logger.getLogger("io.netty");

    private Quiet() {}

    static void please() {
        GRPC.setLevel(Level.OFF);
        NETTY.setLevel(Level.OFF);
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
    }
}
