package dev.rappel.modules.etcd.rpc;

import dev.rappel.engine.value.Value;

/** A user of etcd's own, needed where authentication is on. */
public record Credentials(String user, Value.Secret password) {}
