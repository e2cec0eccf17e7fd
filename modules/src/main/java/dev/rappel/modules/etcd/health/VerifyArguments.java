package dev.rappel.modules.etcd.health;

import dev.rappel.engine.value.Default;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import dev.rappel.engine.value.Included;
import dev.rappel.engine.value.Version;
import dev.rappel.modules.etcd.cluster.Access;
import java.time.Duration;
import java.util.Optional;

/** What {@code etcd.verify} is given. */
public record VerifyArguments(
        @Doc("What every member must run; the whole version or only its minor.") @Example("3.6.14")
                Version version,
        @Doc("The number of keys that there must be at least.") @Default("0") @Example("10000")
                long keys,
        @Doc(
                        "The members that there must be and no others: their ids in hexadecimal, commas"
                                + " between them, as the result of etcd.health has them.")
                @Example("\"{{health.ids}}\"")
                Optional<String> members,
        @Doc("How long to wait until nothing is wrong any more.") @Default("60s") @Example("2m")
                Duration timeout,
        @Included Access access) {}
