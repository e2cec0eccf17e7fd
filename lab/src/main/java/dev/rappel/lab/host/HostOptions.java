package dev.rappel.lab.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        return new HostOptions(
                name,
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

    public HostOptions withSudoPassword(String password) {
        return new HostOptions(
                user,
                Optional.of(password),
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

    public HostOptions withRootLogin() {
        return new HostOptions(
                user,
                sudoPassword,
                true,
                sshPort,
                shell,
                chattyBashrc,
                germanLocale,
                noexecTmp,
                sudoLecture,
                behindJump,
                smallDisks);
    }

    public HostOptions withSshPort(int port) {
        return new HostOptions(
                user,
                sudoPassword,
                rootLogin,
                port,
                shell,
                chattyBashrc,
                germanLocale,
                noexecTmp,
                sudoLecture,
                behindJump,
                smallDisks);
    }

    public HostOptions withShell(String path) {
        return new HostOptions(
                user,
                sudoPassword,
                rootLogin,
                sshPort,
                path,
                chattyBashrc,
                germanLocale,
                noexecTmp,
                sudoLecture,
                behindJump,
                smallDisks);
    }

    public HostOptions withChattyBashrc() {
        return new HostOptions(
                user,
                sudoPassword,
                rootLogin,
                sshPort,
                shell,
                true,
                germanLocale,
                noexecTmp,
                sudoLecture,
                behindJump,
                smallDisks);
    }

    public HostOptions withGermanLocale() {
        return new HostOptions(
                user,
                sudoPassword,
                rootLogin,
                sshPort,
                shell,
                chattyBashrc,
                true,
                noexecTmp,
                sudoLecture,
                behindJump,
                smallDisks);
    }

    public HostOptions withNoexecTmp() {
        return new HostOptions(
                user,
                sudoPassword,
                rootLogin,
                sshPort,
                shell,
                chattyBashrc,
                germanLocale,
                true,
                sudoLecture,
                behindJump,
                smallDisks);
    }

    public HostOptions withSudoLecture() {
        return new HostOptions(
                user,
                sudoPassword,
                rootLogin,
                sshPort,
                shell,
                chattyBashrc,
                germanLocale,
                noexecTmp,
                true,
                behindJump,
                smallDisks);
    }

    public HostOptions withBehindJump() {
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
                true,
                smallDisks);
    }

    /** Adds a file system of {@code bytes} at {@code path}. */
    public HostOptions withSmallDisk(String path, long bytes) {
        List<SmallDisk> more = new ArrayList<>(smallDisks);
        more.add(new SmallDisk(path, bytes));
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
                more);
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
