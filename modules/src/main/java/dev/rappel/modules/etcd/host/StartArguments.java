package dev.rappel.modules.etcd.host;

import dev.rappel.engine.value.Default;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import dev.rappel.engine.value.Included;
import dev.rappel.modules.etcd.cluster.Access;
import java.time.Duration;

/** What {@code etcd.start} is given; the way to the members is for the guard. */
public record StartArguments(
        @Doc(
                        "How long the member may take to stop, and again to serve: a member with much"
                                + " data, or one that gets a snapshot from its leader, takes long.")
                @Default("3m")
                @Example("15m")
                Duration deadline,
        @Doc("`true`: the member is only looked at; the result tells whether it is `fresh`.")
                @Default("false")
                @Example("true")
                boolean readOnly,
        @Doc("`true`: the member is restarted once by this task, also when nothing differs.")
                @Default("false")
                @Example("true")
                boolean always,
        @Included Access access) {}
