/**
 * Leadership is handed to another member before this one is stopped.
 *
 * <p>Must not know how members are reached: the room {@code cluster} does that.
 */
@NullMarked
package dev.rappel.modules.etcd.lead;

import org.jspecify.annotations.NullMarked;
