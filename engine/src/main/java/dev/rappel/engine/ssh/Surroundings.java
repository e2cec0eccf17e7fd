package dev.rappel.engine.ssh;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Who runs us and where, as far as ssh's configuration asks for it.
 *
 * @param home the home folder, from the password database as for ssh, not from {@code $HOME}
 */
record Surroundings(String user, Path home, Map<String, String> environment) {
    Surroundings {
        environment = Map.copyOf(environment);
    }

    static Surroundings ofThisProcess() {
        return new Surroundings(
                System.getProperty("user.name", "root"),
                Path.of(System.getProperty("user.home", "/")),
                System.getenv());
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    /** This machine's name. */
    String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** A path in which a leading {@code ~} means the home folder. */
    String withHome(String path) {
        return path.equals("~") || path.startsWith("~/") ? home + path.substring(1) : path;
    }
}
