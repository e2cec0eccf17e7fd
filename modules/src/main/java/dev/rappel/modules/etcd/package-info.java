/**
 * The modules that know etcd: what a member and its cluster are like, and how they are changed
 * without losing the quorum or a write.
 *
 * <p>Must not know how the engine plans, rolls or speaks SSH: only the engine's {@code module} room
 * and what that uses.
 */
@NullMarked
package dev.rappel.modules.etcd;

import org.jspecify.annotations.NullMarked;
