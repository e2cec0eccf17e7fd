package dev.rappel.modules.etcd.lead;

import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import dev.rappel.engine.value.Included;
import dev.rappel.engine.value.Version;
import dev.rappel.modules.etcd.cluster.Access;
import java.util.Optional;

/** What {@code etcd.leader} is given. */
public record LeaderArguments(
        @Doc("Prefer a member that runs this version already; the whole version or only its minor.")
                @Example("3.6.14")
                Optional<Version> toVersion,
        @Included Access access) {}
