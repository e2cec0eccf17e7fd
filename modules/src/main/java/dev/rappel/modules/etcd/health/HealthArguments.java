package dev.rappel.modules.etcd.health;

import dev.rappel.engine.value.Default;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import dev.rappel.engine.value.Included;
import dev.rappel.modules.etcd.cluster.Access;
import java.time.Duration;

/** What {@code etcd.health} is given. */
public record HealthArguments(
        @Doc(
                        "How long to wait until nothing is wrong any more; without a time, what is wrong"
                                + " stops the run, and a plan is blocked by it.")
                @Default("0s")
                @Example("60s")
                Duration timeout,
        @Included Access access) {}
