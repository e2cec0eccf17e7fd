/**
 * Everything that can refuse a change of a cluster's version, found before anything is changed.
 *
 * <p>Looking is {@link dev.rappel.modules.etcd.preflight.Situation}, judging is {@link
 * dev.rappel.modules.etcd.preflight.Obstacles} and pure. Changes nothing, and must not know the
 * tasks that come after it.
 */
@NullMarked
package dev.rappel.modules.etcd.preflight;

import org.jspecify.annotations.NullMarked;
