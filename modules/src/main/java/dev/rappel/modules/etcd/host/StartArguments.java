package dev.rappel.modules.etcd.host;

import dev.rappel.engine.value.Default;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import dev.rappel.engine.value.FromVariable;
import dev.rappel.engine.value.Value;
import dev.rappel.modules.etcd.cluster.AccessArguments;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What {@code etcd.start} is given; the way to the members is for the guard. */
public record StartArguments(
        @Doc(AccessArguments.UNIT)
                @FromVariable(AccessArguments.UNIT_VARIABLE)
                @Default("etcd")
                @Example("etcd")
                String unit,
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
        @Doc(AccessArguments.ENDPOINT)
                @FromVariable(AccessArguments.ENDPOINT_VARIABLE)
                @Example("https://127.0.0.1:2379")
                Optional<String> endpoint,
        @Doc(AccessArguments.CACERT)
                @FromVariable(AccessArguments.CACERT_VARIABLE)
                @Example("pki/ca.pem")
                Optional<Path> cacert,
        @Doc(AccessArguments.CERT)
                @FromVariable(AccessArguments.CERT_VARIABLE)
                @Example("pki/client.pem")
                Optional<Path> cert,
        @Doc(AccessArguments.KEY)
                @FromVariable(AccessArguments.KEY_VARIABLE)
                @Example("pki/client-key.pem")
                Optional<Path> key,
        @Doc(AccessArguments.USER) @FromVariable(AccessArguments.USER_VARIABLE) @Example("root")
                Optional<String> user,
        @Doc(AccessArguments.PASSWORD) @FromVariable(AccessArguments.PASSWORD_VARIABLE)
                Optional<Value.Secret> password)
        implements AccessArguments {}
