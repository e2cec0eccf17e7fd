/**
 * Members of etcd for a rehearsal after a build: they answer as real ones would, from this process,
 * without a network, a host or any program of etcd. Nothing here is used by a command.
 */
@NullMarked
package dev.rappel.cli.rehearsal;

import org.jspecify.annotations.NullMarked;
