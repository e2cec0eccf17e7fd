package dev.rappel.cli.lab;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.host.HostOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The oddities that the hosts of a lab can have, as options. */
final class HostsOptions {
    @Option(names = "--user", paramLabel = "USER", description = "Who logs in; ops unless named.")
    private String user = "ops";

    @Option(
            names = "--sudo-password",
            paramLabel = "PASSWORD",
            description = "sudo asks for this password; without it sudo asks for none.")
    private @Nullable String sudoPassword;

    @Option(
            names = "--sudo-lecture",
            description = "sudo lectures before it asks for the password.")
    private boolean sudoLecture;

    @Option(names = "--root-login", description = "root may log in with the lab's key too.")
    private boolean rootLogin;

    @Option(
            names = "--ssh-port",
            paramLabel = "PORT",
            description = "Where sshd listens; 22 unless given.")
    private int sshPort = 22;

    @Option(
            names = "--jump",
            description = "A jump host in front, which alone can reach the others.")
    private boolean jump;

    @Option(
            names = "--login-shell",
            paramLabel = "PATH",
            description = "The user's login shell: /bin/bash (as it is), /bin/sh or /usr/bin/fish.")
    private String shell = "/bin/bash";

    @Option(names = "--chatty-bashrc", description = "The shell's start-up file prints text.")
    private boolean chattyBashrc;

    @Option(names = "--german", description = "The hosts speak German (LANG=de_DE.UTF-8).")
    private boolean german;

    @Option(names = "--noexec-tmp", description = "Nothing in /tmp can be executed.")
    private boolean noexecTmp;

    @Option(
            names = "--small-disk",
            paramLabel = "PATH=SIZE",
            description =
                    "A file system of that size at that path, to be filled: /var/lib/etcd=200MB. In memory: a"
                            + " reboot empties it.")
    private List<String> smallDisks = new ArrayList<>();

    HostOptions options() throws Failure {
        HostOptions options =
                HostOptions.standard().withUser(user).withSshPort(sshPort).withShell(shell);
        options = sudoPassword == null ? options : options.withSudoPassword(sudoPassword);
        options = sudoLecture ? options.withSudoLecture() : options;
        options = rootLogin ? options.withRootLogin() : options;
        options = jump ? options.withBehindJump() : options;
        options = chattyBashrc ? options.withChattyBashrc() : options;
        options = german ? options.withGermanLocale() : options;
        options = noexecTmp ? options.withNoexecTmp() : options;
        for (String disk : smallDisks) {
            int sign = disk.lastIndexOf('=');
            if (sign <= 0) {
                throw Failure.of(Failure.Kind.USAGE, "--small-disk " + disk + " has no size")
                        .help("write it as PATH=SIZE: --small-disk /var/lib/etcd=200MB");
            }
            options =
                    options.withSmallDisk(
                            disk.substring(0, sign),
                            Words.bytes("--small-disk", disk.substring(sign + 1)));
        }
        return options;
    }
}
