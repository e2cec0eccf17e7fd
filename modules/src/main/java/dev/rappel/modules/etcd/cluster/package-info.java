/**
 * A whole cluster, looked at through the hosts that it lives on: which member is where, what is
 * wrong with it, and whether it can spare one of them.
 *
 * <p>All members are asked side by side. Must not know tasks and their arguments, and changes
 * nothing.
 */
@NullMarked
package dev.rappel.modules.etcd.cluster;

import org.jspecify.annotations.NullMarked;
