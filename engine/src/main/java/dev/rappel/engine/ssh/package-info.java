/**
 * How hosts are reached: connections over SSH, who may log in with what, and what runs on them.
 *
 * <p>It follows the user's own OpenSSH configuration, as {@code ssh -G} tells it, and speaks the
 * protocol with SSHJ, whose types never leave this room. A connection that cannot be made is one
 * {@link dev.rappel.engine.text.Failure} that names host, address, port, user and keys, and says
 * how to mend it.
 *
 * <p>Must not know playbooks, plans, inventories or what a module does.
 */
@NullMarked
package dev.rappel.engine.ssh;

import org.jspecify.annotations.NullMarked;
