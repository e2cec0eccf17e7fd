package dev.rappel.lab.host;

import java.nio.file.Path;
import java.util.List;

/** The texts of {@code known_hosts} and {@code ssh_config} for the hosts of a lab. */
final class SshFiles {
    private SshFiles() {}

    /**
     * One line for a host's key, known by name and by address.
     *
     * @param publicKey as in a .pub file: type, key and perhaps a comment
     */
    static String knownHost(String name, String address, int port, String publicKey) {
        String[] words = publicKey.strip().split(" ", 3);
        String names =
                port == 22
                        ? name + "," + address
                        : "[%s]:%d,[%s]:%d".formatted(name, port, address, port);
        return names + " " + words[0] + " " + words[1] + "\n";
    }

    static String config(LabFolder folder, List<Host> hosts) {
        StringBuilder s = new StringBuilder();
        s.append("# Lab ").append(folder.lab()).append(". Use it with: ssh -F THIS-FILE HOST\n");
        for (Host host : hosts) {
            // An inventory names the address, and that way must lead through the jump host too.
            s.append("\nHost ").append(host.name()).append(' ').append(host.address());
            s.append('\n');
            s.append("    HostName ").append(host.address()).append('\n');
            s.append("    Port ").append(host.port()).append('\n');
            s.append("    User ").append(host.user()).append('\n');
            if (host.behindJump()) {
                s.append("    ProxyJump ").append(Hosts.JUMP).append('\n');
            }
        }
        s.append("\nHost *\n");
        s.append("    IdentityFile ").append(path(folder.key())).append('\n');
        // An agent full of other keys must not use up the server's patience.
        s.append("    IdentitiesOnly yes\n");
        s.append("    UserKnownHostsFile ").append(path(folder.knownHosts())).append('\n');
        s.append("    GlobalKnownHostsFile /dev/null\n");
        s.append("    StrictHostKeyChecking yes\n");
        s.append("    PasswordAuthentication no\n");
        return s.toString();
    }

    /** ssh splits at spaces and reads percent signs as tokens. */
    private static String path(Path path) {
        return '"' + path.toString().replace("%", "%%") + '"';
    }
}
