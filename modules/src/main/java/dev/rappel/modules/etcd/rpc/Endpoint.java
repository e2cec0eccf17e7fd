package dev.rappel.modules.etcd.rpc;

import dev.rappel.engine.text.Failure;
import java.net.URI;
import java.util.Optional;

/**
 * Where a member answers clients.
 *
 * @param address as the member's own host sees it
 * @param name the host name or address that the member's certificate must be for
 * @param tls empty for plain HTTP
 */
public record Endpoint(String address, int port, String name, Optional<ClientTls> tls) {
    public static final int PORT = 2379;

    /** {@code https://10.0.0.7:2379}, as etcd writes it. */
    public String url() {
        return (tls.isPresent() ? "https://" : "http://") + authority(address);
    }

    /** Name and port, as HTTP names whom it speaks to. */
    public String authority() {
        return authority(name);
    }

    private String authority(String host) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** A URL of etcd's, of which only scheme, host and port matter. */
    public record Url(boolean tls, String host, int port) {
        public static Url parse(String text) throws Failure {
            try {
                URI uri = URI.create(text.strip());
                String host = uri.getHost();
                boolean https = "https".equals(uri.getScheme());
                if (host != null && (https || "http".equals(uri.getScheme()))) {
                    return new Url(
                            https,
                            host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                            uri.getPort() < 0 ? PORT : uri.getPort());
                }
            } catch (IllegalArgumentException e) {
                // told below
            }
            throw Failure.of(Failure.Kind.USAGE, "\"" + text + "\" is no address of a member")
                    .help("write it as etcd does: https://10.0.0.7:2379");
        }
    }
}
