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
