package dev.rappel.modules.etcd.host;

import dev.rappel.engine.value.Default;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import dev.rappel.engine.value.FromVariable;
import dev.rappel.engine.value.Version;
import dev.rappel.modules.etcd.cluster.Access;
import java.util.Optional;

/** What {@code etcd.config} is given. */
public record ConfigArguments(
        @Doc("etcd's unit; `.service` may be left out.")
                @FromVariable(Access.UNIT_VARIABLE)
                @Default("etcd")
                @Example("etcd")
                String unit,
        @Doc(
                        "The version that the configuration is written for. Left out: that of the"
                                + " program on the disk.")
                @Example("3.7")
                Optional<Version> from,
        @Doc("The version that it must be fit for; a minor is enough.") @Example("3.6.14")
                Version to) {}
