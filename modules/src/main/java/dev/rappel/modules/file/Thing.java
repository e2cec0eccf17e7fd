package dev.rappel.modules.file;

import java.util.Optional;

/** What stands at a path. */
sealed interface Thing {
    /** Nothing. */
    record Absent() implements Thing {}

    /**
     * A plain file.
     *
     * @param sha256 empty where nobody asked for it
     * @param text what it holds; only where that is text, not long, and not what is wanted
     */
    record Plain(Owned owned, long size, Optional<String> sha256, Optional<String> text)
            implements Thing {}

    /** A folder. */
    record Folder(Owned owned) implements Thing {}

    /** A symbolic link. */
    record Link(Owned owned, String target) implements Thing {}

    /** A device, a socket or a pipe. */
    record Other(Owned owned) implements Thing {}

    /**
     * Whose it is and what they may do with it.
     *
     * @param user the owner's name; the number where the host has no name for it
     * @param group the group's name; the number where the host has no name for it
     * @param mode twelve bits
     */
    record Owned(long uid, long gid, String user, String group, int mode) {
        Owned mode(int bits) {
            return new Owned(uid, gid, user, group, bits);
        }

        Owned owner(long newUid, String newUser) {
            return new Owned(newUid, gid, newUser, group, mode);
        }

        Owned group(long newGid, String newGroup) {
            return new Owned(uid, newGid, user, newGroup, mode);
        }

        /** As {@code chown} takes it. */
        String ids() {
            return uid + ":" + gid;
        }
    }

    /** What it is, in a word. */
    default String noun() {
        return switch (this) {
            case Absent _ -> "nothing";
            case Plain _ -> "a file";
            case Folder _ -> "a folder";
            case Link(Owned _, String target) -> "a link to " + target;
            case Other _ -> "neither a file, a folder nor a link";
        };
    }

    /** Whose it is; empty where there is nothing. */
    default Optional<Owned> rights() {
        return switch (this) {
            case Absent _ -> Optional.empty();
            case Plain plain -> Optional.of(plain.owned);
            case Folder folder -> Optional.of(folder.owned);
            case Link link -> Optional.of(link.owned);
            case Other other -> Optional.of(other.owned);
        };
    }

    /** The same with other rights. */
    default Thing with(Owned rights) {
        return switch (this) {
            case Absent absent -> absent;
            case Plain plain -> new Plain(rights, plain.size, plain.sha256, plain.text);
            case Folder _ -> new Folder(rights);
            case Link link -> new Link(rights, link.target);
            case Other _ -> new Other(rights);
        };
    }
}
