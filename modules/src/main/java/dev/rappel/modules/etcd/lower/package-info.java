/**
 * Downgrades as etcd itself knows them: agreed on, ended, called off.
 *
 * <p>Must not know how members are reached: the room {@code cluster} does that.
 */
@NullMarked
package dev.rappel.modules.etcd.lower;

import org.jspecify.annotations.NullMarked;
