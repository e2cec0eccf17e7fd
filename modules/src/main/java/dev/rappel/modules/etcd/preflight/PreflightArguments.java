package dev.rappel.modules.etcd.preflight;

import dev.rappel.engine.module.Meaning;
import dev.rappel.engine.module.Means;
import dev.rappel.engine.value.Default;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import dev.rappel.engine.value.Included;
import dev.rappel.engine.value.Version;
import dev.rappel.modules.etcd.cluster.Access;
import java.util.Optional;

/** What {@code etcd.preflight} is given. */
public record PreflightArguments(
        @Doc(
                        "The version to go to: a whole one, whose patch is looked at too, or only a"
                                + " minor.")
                @Example("3.6.14")
                Version to,
        @Doc("The minor that the members run today; where it is not given, whatever they" + " run.")
                @Example("\"3.7\"")
                Optional<Version> from,
        @Doc(
                        "The release to be installed, a `.tar.gz` on this machine: its programs"
                                + " must be for the machines of the hosts.")
                @Example("etcd-v3.6.14-linux-amd64.tar.gz")
                @Means(Meaning.FILE)
                Optional<String> archive,
        @Doc("Whether members without a vote may take part.") @Default("false") @Example("true")
                boolean allowLearners,
        @Doc(
                        "Whether programs may be replaced that belong to a package which is not held:"
                                + " its next upgrade brings its own ones back.")
                @Default("false")
                @Example("true")
                boolean allowPackaged,
        @Doc("Whether patch releases with known faults may take part; to try things out.")
                @Default("false")
                @Example("true")
                boolean anyPatch,
        @Included Access access) {
    public PreflightArguments {
        if (to.parts().size() < 2) {
            throw new IllegalArgumentException("`to` is a version such as 3.6.14 or 3.6");
        }
        if (from.isPresent() && from.get().parts().size() < 2) {
            throw new IllegalArgumentException("`from` is a minor version such as 3.7");
        }
    }
}
