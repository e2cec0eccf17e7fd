package dev.rappel.modules.etcd.rpc;

/**
 * A hash over all that a member holds up to a revision. Two members hold the same when hash and
 * {@code compactRevision} are equal at one revision; where the latter differs nothing follows.
 *
 * @param revision the member's latest revision when it answered
 */
public record DataHash(long member, int hash, long compactRevision, long revision) {}
