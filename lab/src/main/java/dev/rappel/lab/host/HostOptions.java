package dev.rappel.lab.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What one host shall be like. {@link #standard()} is the host that an operator would hand over;
 * each {@code with…} adds one of the oddities that hosts in the field have.
 *
 * @param user who logs in, with the lab's key; never root (see {@link #rootLogin})
 * @param sudoPassword empty: sudo asks for nothing. Else sudo asks for this password
 * @param rootLogin whether root may log in with the lab's key too
 * @param sshPort where sshd listens
 * @param shell the login shell: /bin/bash, /bin/sh or /usr/bin/fish
 * @param chattyBashrc the shell's start-up file prints to standard output, for commands over SSH
 *     too
 * @param germanLocale sessions and sudo speak German: {@code LANG=de_DE.UTF-8} for every login
 * @param noexecTmp nothing in /tmp can be executed
 * @param sudoLecture sudo lectures each time before it asks; it only does so where it asks for a
 *     password at all
 * @param behindJump the host lets nothing in from this machine; only the lab's host {@code jump}
 *     can reach it
 * @param smallDisks file systems of their own with a size, so that one can be filled. They are in
 *     memory: a reboot empties them
 */
public record HostOptions(
        String user,
        Optional<String> sudoPassword,
        boolean rootLogin,
        int sshPort,
        String shell,
        boolean chattyBashrc,
        boolean germanLocale,
        boolean noexecTmp,
        boolean sudoLecture,
        boolean behindJump,
        List<SmallDisk> smallDisks) {

    /**
     * A file system of its own.
     *
     * @param path where it is mounted, absolute
     * @param bytes its size
     */
    public record SmallDisk(String path, long bytes) {}

    public HostOptions {
        smallDisks = List.copyOf(smallDisks);
    }

    /** User {@code ops}, key login, sudo without a password, port 22, bash. */
    public static HostOptions standard() {
        return new HostOptions(
                "ops",
                Optional.empty(),
                false,
                22,
                "/bin/bash",
                false,
                false,
                false,
                false,
                false,
                List.of());
    }

    public HostOptions withUser(String name) {
        return with(draft -> draft.user = name);
    }

    public HostOptions withSudoPassword(String password) {
        return with(draft -> draft.sudoPassword = Optional.of(password));
    }

    public HostOptions withRootLogin() {
        return with(draft -> draft.rootLogin = true);
    }

    public HostOptions withSshPort(int port) {
        return with(draft -> draft.sshPort = port);
    }

    public HostOptions withShell(String path) {
        return with(draft -> draft.shell = path);
    }

    public HostOptions withChattyBashrc() {
        return with(draft -> draft.chattyBashrc = true);
    }

    public HostOptions withGermanLocale() {
        return with(draft -> draft.germanLocale = true);
    }

    public HostOptions withNoexecTmp() {
        return with(draft -> draft.noexecTmp = true);
    }

    public HostOptions withSudoLecture() {
        return with(draft -> draft.sudoLecture = true);
    }

    public HostOptions withBehindJump() {
        return with(draft -> draft.behindJump = true);
    }

    /** Adds a file system of {@code bytes} at {@code path}. */
    public HostOptions withSmallDisk(String path, long bytes) {
        return with(draft -> draft.smallDisks.add(new SmallDisk(path, bytes)));
    }

    private HostOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /** The options while one of them is changed. */
    private static final class Draft {
        private String user;
        private Optional<String> sudoPassword;
        private boolean rootLogin;
        private int sshPort;
        private String shell;
        private boolean chattyBashrc;
        private boolean germanLocale;
        private boolean noexecTmp;
        private boolean sudoLecture;
        private boolean behindJump;
        private final List<SmallDisk> smallDisks;

        Draft(HostOptions from) {
            user = from.user;
            sudoPassword = from.sudoPassword;
            rootLogin = from.rootLogin;
            sshPort = from.sshPort;
            shell = from.shell;
            chattyBashrc = from.chattyBashrc;
            germanLocale = from.germanLocale;
            noexecTmp = from.noexecTmp;
            sudoLecture = from.sudoLecture;
            behindJump = from.behindJump;
            smallDisks = new ArrayList<>(from.smallDisks);
        }

        HostOptions options() {
            return new HostOptions(
                    user,
                    sudoPassword,
                    rootLogin,
                    sshPort,
                    shell,
                    chattyBashrc,
                    germanLocale,
                    noexecTmp,
                    sudoLecture,
                    behindJump,
                    smallDisks);
        }
    }

    /** All but the password. */
    @Override
    public String toString() {
        return "HostOptions[user=%s, sudo %s, port %d, shell %s]"
                .formatted(
                        user,
                        sudoPassword.isPresent() ? "with password" : "without password",
                        sshPort,
                        shell);
    }
}
