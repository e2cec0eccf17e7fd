/**
 * Calls to one etcd member over gRPC, through the connection of the host it lives on.
 *
 * <p>No call goes over a local port that others could use, each has a deadline, and each failure
 * names the member, what it was asked and why that did not work. What the generated stubs lack
 * (Downgrade, AuthStatus, the newer fields of Status) is written by hand.
 *
 * <p>Must not know clusters, inventories or tasks: one member, one call.
 */
@NullMarked
package dev.rappel.modules.etcd.rpc;

import org.jspecify.annotations.NullMarked;
