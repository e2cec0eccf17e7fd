/**
 * Versions of etcd, by the minor: what a cluster goes up or down by.
 *
 * <p>Must not know hosts, configuration or clusters.
 */
@NullMarked
package dev.rappel.modules.etcd.version;

import org.jspecify.annotations.NullMarked;
