package dev.rappel.modules.file;

import java.util.List;
import java.util.Optional;

/**
 * What a host has at a path and around it.
 *
 * @param at what stands there
 * @param above the nearest thing above it that exists
 * @param roomAbove whether {@code above} is a folder
 * @param mayWrite whether the task's user may make and rename things in {@code above}
 * @param me the task's user
 * @param owner the user that is asked for, as the host knows it; empty where none is asked for
 * @param group the group that is asked for
 * @param within what is in the folder and has other rights than it should; only where that is asked
 * @param withinCut whether there is more of it than {@code within} holds
 */
record PathState(
        Thing at,
        HostPath above,
        boolean roomAbove,
        boolean mayWrite,
        Account me,
        Optional<Account> owner,
        Optional<Account> group,
        List<Within> within,
        boolean withinCut) {

    PathState {
        within = List.copyOf(within);
    }

    /**
     * A user with the group that is theirs from login, or a group alone.
     *
     * @param uid below 0 where the host does not know the user
     * @param gid below 0 where the host does not know the group
     */
    record Account(long uid, long gid, String user, String group) {
        boolean isRoot() {
            return uid == 0;
        }
    }

    /** Something in a folder. */
    record Within(String path, String ids, String mode) {}

    PathState at(Thing other) {
        return new PathState(
                other, above, roomAbove, mayWrite, me, owner, group, within, withinCut);
    }

    PathState above(HostPath folder, boolean writable) {
        return new PathState(at, folder, true, writable, me, owner, group, within, withinCut);
    }

    PathState settled() {
        return new PathState(at, above, roomAbove, mayWrite, me, owner, group, List.of(), false);
    }

    /** A thing's rights where nothing is said about them. */
    Thing.Owned own(int mode) {
        return new Thing.Owned(me.uid, me.gid, me.user, me.group, mode);
    }
}
