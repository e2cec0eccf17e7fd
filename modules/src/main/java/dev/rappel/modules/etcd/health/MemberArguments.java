package dev.rappel.modules.etcd.health;

import dev.rappel.engine.value.Included;
import dev.rappel.modules.etcd.cluster.Access;

/** What {@code etcd.member} is given. */
public record MemberArguments(@Included Access access) {}
