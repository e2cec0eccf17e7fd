package dev.rappel.modules.file;

import dev.rappel.engine.value.Default;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import dev.rappel.engine.value.FileMode;
import java.util.Optional;

/** What {@code file} is given; Ansible's names where the meaning is Ansible's. */
public record FileArguments(
        @Doc("The absolute path on the host.") @Example("/srv/app/data") String path,
        @Doc("What must be there.") @Default("file") @Example("directory") State state,
        @Doc("What a link points to; only with `state: link`.") @Example("/srv/app/releases/7")
                Optional<String> src,
        @Doc("The user that owns it.") @Example("app") Optional<String> owner,
        @Doc("The group that owns it.") @Example("app") Optional<String> group,
        @Doc("The permission bits.") @Example("\"0750\"") Optional<FileMode> mode,
        @Doc("Whether owner, group and mode hold for all that is in the folder too.")
                @Default("false")
                boolean recurse) {

    public FileArguments {
        HostPath where = HostPath.of("path", path);
        new Rights(owner, group, mode);
        if (src.isPresent() != (state == State.LINK)) {
            throw new IllegalArgumentException(
                    state == State.LINK
                            ? "`state: link` needs `src`, what the link points to"
                            : "`src` goes with `state: link` only");
        }
        if (src.isPresent() && (src.get().isEmpty() || src.get().indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("`src` must name a path");
        }
        if (recurse && state != State.DIRECTORY) {
            throw new IllegalArgumentException("`recurse` goes with `state: directory` only");
        }
        if (recurse && owner.isEmpty() && group.isEmpty() && mode.isEmpty()) {
            throw new IllegalArgumentException("`recurse` needs `owner`, `group` or `mode`");
        }
        if (recurse && where.depth() <= 1) {
            throw new IllegalArgumentException(
                    "`recurse` on " + where.text() + " would take the host apart");
        }
        if (state == State.LINK && mode.isPresent()) {
            throw new IllegalArgumentException("a link has no `mode` of its own");
        }
        if (state == State.ABSENT && where.depth() <= 1) {
            throw new IllegalArgumentException(
                    where.text() + " is not removed; name something below it");
        }
        if (state == State.ABSENT && (owner.isPresent() || group.isPresent() || mode.isPresent())) {
            throw new IllegalArgumentException(
                    "`owner`, `group` and `mode` do not go with `state: absent`");
        }
    }

    Rights rights() {
        return new Rights(owner, group, mode);
    }

    /** What must be at the path. */
    public enum State {
        /** A file; it must exist already. */
        FILE,
        /** A folder, with the folders above it. */
        DIRECTORY,
        /** A symbolic link. */
        LINK,
        /** Nothing. */
        ABSENT
    }
}
