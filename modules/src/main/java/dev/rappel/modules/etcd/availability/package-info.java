/**
 * How a cluster looks to its clients while it is worked on: a prober beside the run, and what it
 * saw, phase by phase.
 *
 * <p>Nothing that goes wrong here may end or change a run. Must not know what the run is doing but
 * by the phases that it is told.
 */
@NullMarked
package dev.rappel.modules.etcd.availability;

import org.jspecify.annotations.NullMarked;
