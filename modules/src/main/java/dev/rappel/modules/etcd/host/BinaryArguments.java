package dev.rappel.modules.etcd.host;

import dev.rappel.engine.module.Meaning;
import dev.rappel.engine.module.Means;
import dev.rappel.engine.value.Default;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import dev.rappel.engine.value.FromVariable;
import dev.rappel.engine.value.Version;
import dev.rappel.modules.etcd.cluster.Access;

/** What {@code etcd.binary} is given. */
public record BinaryArguments(
        @Doc("The version of the programs.") @Example("3.6.14") Version version,
        @Doc("The release as etcd publishes it, a `.tar.gz` on this machine.")
                @Example("etcd-v3.6.14-linux-amd64.tar.gz")
                @Means(Meaning.FILE)
                String archive,
        @Doc(
                        "`true`: the programs only lie ready on the host, proven to run there."
                                + " `false`: they are the installed ones.")
                @Default("false")
                @Example("true")
                boolean stage,
        @Doc("etcd's unit; it tells where the programs are installed.")
                @FromVariable(Access.UNIT_VARIABLE)
                @Default("etcd")
                @Example("etcd")
                String unit) {}
