package dev.rappel.modules.etcd.rpc;

/**
 * What the answer to a read tells of the cluster.
 *
 * @param revision of the data
 * @param term the member's; it grows with every election
 */
public record ReadAnswer(long revision, long term) {}
