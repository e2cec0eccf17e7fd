/**
 * Snapshots of a cluster, kept on the machine that runs rappel and proved to be whole.
 *
 * <p>Must not know how members are reached: the room {@code cluster} does that.
 */
@NullMarked
package dev.rappel.modules.etcd.snapshot;

import org.jspecify.annotations.NullMarked;
