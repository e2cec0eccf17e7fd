package dev.rappel.lab.host;

import java.util.Optional;

/**
 * The script that a container runs before its first boot, as root and before systemd, to become the
 * host that was asked for. The files it speaks of lie beside it.
 */
final class FirstBoot {
    private FirstBoot() {}

    /**
     * @param gateway this machine's address in the lab's network
     */
    static String script(HostOptions options, String gateway) {
        StringBuilder s = new StringBuilder();
        s.append(
                """
                set -eu
                cd /etc/rappel-lab
                for key in ed25519 ecdsa; do
                    install -m 600 "ssh_host_${key}_key" "/etc/ssh/ssh_host_${key}_key"
                    install -m 644 "ssh_host_${key}_key.pub" "/etc/ssh/ssh_host_${key}_key.pub"
                done
                """);
        s.append("user=").append(quoted(options.user())).append('\n');
        s.append("shell=").append(quoted(options.shell())).append('\n');
        s.append(
                """
                id "$user" >/dev/null 2>&1 || useradd --create-home "$user"
                usermod --shell "$shell" --password '*' "$user"
                home=$(getent passwd "$user" | cut -d: -f6)
                install -d -o "$user" -g "$user" -m 700 "$home/.ssh"
                install -o "$user" -g "$user" -m 600 authorized_keys "$home/.ssh/authorized_keys"
                """);
        sudo(s, options);
        ssh(s, options);
        if (options.chattyBashrc()) {
            s.append(
                    """
                    # First line, before the one that leaves where nobody types.
                    { echo 'echo "Welcome to $(hostname), mind the gap."'; cat "$home/.bashrc"; } >bashrc
                    install -o "$user" -g "$user" -m 644 bashrc "$home/.bashrc"
                    install -d -o "$user" -g "$user" "$home/.config" "$home/.config/fish"
                    echo 'echo "Welcome to "(hostname)", mind the gap."' >"$home/.config/fish/config.fish"
                    """);
        }
        if (options.germanLocale()) {
            s.append("echo 'LANG=de_DE.UTF-8' >/etc/default/locale\n");
        }
        if (options.behindJump()) {
            s.append("gateway=").append(quoted(gateway)).append('\n');
            s.append(
                    """
                    cat >/etc/nftables.conf <<EOF
                    #!/usr/sbin/nft -f
                    # Only the other hosts of the network get in; what comes from the machine around them does not.
                    table inet behind_jump
                    delete table inet behind_jump
                    table inet behind_jump {
                        chain input {
                            type filter hook input priority 0; policy accept;
                            ip saddr $gateway drop
                        }
                    }
                    EOF
                    ln -sf /lib/systemd/system/nftables.service /etc/systemd/system/sysinit.target.wants/nftables.service
                    """);
        }
        return s.toString();
    }

    private static void sudo(StringBuilder s, HostOptions options) {
        Optional<String> password = options.sudoPassword();
        String right = password.isPresent() ? "ALL" : "NOPASSWD: ALL";
        s.append("echo \"$user ALL=(ALL:ALL) ").append(right).append("\" >sudoers\n");
        if (options.sudoLecture()) {
            s.append("echo 'Defaults lecture=always' >>sudoers\n");
        }
        s.append("install -m 440 sudoers /etc/sudoers.d/lab\n");
        // Standard input, so that it is never an argument that `ps` shows.
        password.ifPresent(p ->
                s.append("chpasswd <<'RAPPEL-LAB-PASSWORD'\n")
                        .append(options.user())
                        .append(':')
                        .append(p)
                        .append("\nRAPPEL-LAB-PASSWORD\n"));
    }

    private static void ssh(StringBuilder s, HostOptions options) {
        s.append("{\n");
        // sshd takes the first value it reads: this file comes before the image's own.
        s.append("echo 'Port ").append(options.sshPort()).append("'\n");
        s.append("echo 'HostKey /etc/ssh/ssh_host_ed25519_key'\n");
        s.append("echo 'HostKey /etc/ssh/ssh_host_ecdsa_key'\n");
        if (options.rootLogin()) {
            s.append("echo 'PermitRootLogin prohibit-password'\n");
        }
        s.append("} >/etc/ssh/sshd_config.d/40-host.conf\n");
        if (options.rootLogin()) {
            s.append("install -d -m 700 /root/.ssh\n");
            s.append("install -m 600 authorized_keys /root/.ssh/authorized_keys\n");
        }
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
