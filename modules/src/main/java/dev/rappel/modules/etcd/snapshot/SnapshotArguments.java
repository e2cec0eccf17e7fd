package dev.rappel.modules.etcd.snapshot;

import dev.rappel.engine.value.Default;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import dev.rappel.engine.value.Included;
import dev.rappel.modules.etcd.cluster.Access;
import java.nio.file.Path;
import java.time.Duration;

/** What {@code etcd.snapshot} is given. */
public record SnapshotArguments(
        @Doc("The folder for it, on the machine that runs rappel; made where it is missing.")
                @Example("backups/prod")
                Path folder,
        @Doc("How many snapshots of this cluster to keep there, this one among them; 0 for all.")
                @Default("0")
                @Example("5")
                int keep,
        @Doc("How long it may take.") @Default("10m") @Example("30m") Duration timeout,
        @Included Access access) {
    public SnapshotArguments {
        if (keep < 0) {
            throw new IllegalArgumentException("`keep` is less than nothing");
        }
    }
}
