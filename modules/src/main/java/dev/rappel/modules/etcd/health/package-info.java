/**
 * Modules that look at members and clusters and change nothing.
 *
 * <p>Must not know how members are reached: the room {@code cluster} does that.
 */
@NullMarked
package dev.rappel.modules.etcd.health;

import org.jspecify.annotations.NullMarked;
