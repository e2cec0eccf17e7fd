/**
 * {@code rappel lab}: real hosts with real etcd on this machine, to rehearse on.
 *
 * <p>One class for each command under it; what they do is the lab's, what they print is theirs.
 */
@NullMarked
package dev.rappel.cli.lab;

import org.jspecify.annotations.NullMarked;
