package dev.rappel.modules.etcd.lower;

import dev.rappel.engine.value.Default;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import dev.rappel.engine.value.Included;
import dev.rappel.engine.value.Version;
import dev.rappel.modules.etcd.cluster.Access;
import java.time.Duration;
import java.util.Optional;

/** What {@code etcd.downgrade} is given. */
public record DowngradeArguments(
        @Doc("The minor version to go down to; not needed to cancel.") @Example("\"3.6\"")
                Optional<Version> target,
        @Doc(
                        "`enabled`: the cluster has agreed and every member has brought its storage"
                                + " down. `finished`: all run the target and the cluster has ended"
                                + " it. `cancelled`: there is none.")
                @Default("enabled")
                State state,
        @Doc("How long to wait until it is so.") @Default("60s") @Example("2m") Duration timeout,
        @Included Access access) {
    public DowngradeArguments {
        if (state != State.CANCELLED && target.isEmpty()) {
            throw new IllegalArgumentException("`target` is missing, such as 3.6");
        }
    }

    /** How far a downgrade is. */
    public enum State {
        ENABLED,
        FINISHED,
        CANCELLED
    }
}
