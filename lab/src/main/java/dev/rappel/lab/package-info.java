/**
 * The lab: real hosts, real etcd of every minor, on one machine.
 *
 * <p>Hosts are containers that boot systemd and run OpenSSH; etcd is the binaries that operators
 * run. What is proven here is proven on real parts, and a user rehearses a downgrade here before
 * production is touched.
 *
 * <p>This room ties the others together: a lab has a name, a folder in the cache, hosts, at most
 * one cluster, and an inventory. Rooms below: {@code process} (programs of this machine), {@code
 * release} (etcd archives), {@code host} (Docker, image, network, hosts), {@code cluster} (members,
 * configuration, certificates, faults), {@code load} (the client that counts).
 */
@NullMarked
package dev.rappel.lab;

import org.jspecify.annotations.NullMarked;
