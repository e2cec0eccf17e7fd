/**
 * etcd releases: the store of checked archives and the places they come from.
 *
 * <p>An archive has the official layout, {@code etcd-vX.Y.Z-linux-ARCH.tar.gz} beside {@code
 * SHA256SUMS}, and is compared with its checksum each time it is asked for; the unpacked copy
 * belongs to that very archive. Sources, in order: the store, the folder or mirror that {@code
 * RAPPEL_RELEASES} names, etcd&#39;s own downloads, a build from etcd&#39;s published Go modules
 * (pinned for one patch of each minor from 3.5), and for 3.4.23 Debian&#39;s packages. A source
 * that does not have a release, or cannot be reached, gives way to the next; one that has something
 * wrong ends the search, so that a tampered archive is never papered over.
 *
 * <p>Must not know hosts, Docker or clusters.
 */
@NullMarked
package dev.rappel.lab.release;

import org.jspecify.annotations.NullMarked;
