package dev.rappel.modules.probe;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a request goes.
 *
 * @param host a name or an address, without brackets
 * @param path with the query; never empty
 */
record Target(URI uri, boolean tls, String host, int port, String path) {
    /**
     * @throws IllegalArgumentException when it is not an address of HTTP
     */
    static Target of(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "`url` is not an address: " + e.getReason() + " at " + (e.getIndex() + 1), e);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("`url` begins with `http://` or `https://`");
        }
        String host = uri.getHost() == null ? "" : uri.getHost();
        if (host.isEmpty()) {
            throw new IllegalArgumentException("`url` names no host");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "`url` holds a user: say it in `headers`, as `Authorization`");
        }
        boolean tls = scheme.equals("https");
        int port = uri.getPort() < 0 ? (tls ? 443 : 80) : uri.getPort();
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("`url` has a port that is not 1 to 65535");
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new Target(
                uri,
                tls,
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                port,
                (path.isEmpty() ? "/" : path) + query);
    }

    /** What the field Host says. */
    String authority() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return port == (tls ? 443 : 80) ? name : name + ":" + port;
    }

    /**
     * Where an answer sends us.
     *
     * @throws IllegalArgumentException when it sends us nowhere
     */
    Target to(String location) {
        return of(uri.resolve(location).toString());
    }

    boolean sameServer(Target other) {
        return tls == other.tls && port == other.port && host.equalsIgnoreCase(other.host);
    }
}
