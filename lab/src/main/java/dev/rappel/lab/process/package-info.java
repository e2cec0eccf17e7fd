/**
 * Programs of this machine, run with a deadline, and progress that a user can see while they run.
 *
 * <p>Must not know Docker, etcd or hosts.
 */
@NullMarked
package dev.rappel.lab.process;

import org.jspecify.annotations.NullMarked;
