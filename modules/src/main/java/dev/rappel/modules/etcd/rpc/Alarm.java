package dev.rappel.modules.etcd.rpc;

/**
 * An alarm of a member.
 *
 * @param kind etcd's word, such as {@code NOSPACE} or {@code CORRUPT}
 */
public record Alarm(long member, String kind) {}
