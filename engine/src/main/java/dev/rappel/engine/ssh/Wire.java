package dev.rappel.engine.ssh;

import java.io.IOException;
import java.util.Optional;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;

/** One connection to a host, logged in. Safe for many threads. */
final class Wire implements AutoCloseable {
    private final SshTarget target;
    private final String user;
    private final SSHClient client;
    private final Optional<DirectConnection> tunnel;

    /**
     * @param tunnel the channel of a jump host by which it goes
     */
    Wire(SshTarget target, String user, SSHClient client, Optional<DirectConnection> tunnel) {
        this.target = target;
        this.user = user;
        this.client = client;
        this.tunnel = tunnel;
    }

    SshTarget target() {
        return target;
    }

    /** Who is logged in. */
    String user() {
        return user;
    }

    SSHClient client() {
        return client;
    }

    /** Whether anything can still be sent; false soon after the other side is gone. */
    boolean isAlive() {
        return client.isConnected() && client.isAuthenticated();
    }

    /** Ends it at once, with all that runs over it. */
    @Override
    public void close() {
        try {
            client.disconnect();
        } catch (IOException e) {
            // It is gone already, which is what was wanted.
        }
        if (tunnel.isPresent()) {
            try {
                tunnel.get().close();
            } catch (IOException e) {
                // The jump host is gone too.
            }
        }
    }
}
