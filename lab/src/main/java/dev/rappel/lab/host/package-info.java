/**
 * Hosts: containers that boot systemd as PID 1 and run sshd, the image they boot, the network they
 * share.
 *
 * <p>Must not know etcd.
 */
@NullMarked
package dev.rappel.lab.host;

import org.jspecify.annotations.NullMarked;
