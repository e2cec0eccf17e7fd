/**
 * etcd releases: the store of checked archives and the places they come from.
 *
 * <p>An archive has the official layout, {@code etcd-vX.Y.Z-linux-ARCH.tar.gz} beside {@code
 * SHA256SUMS}, and is checked each time before it is used. Sources, in order: the store, a folder
 * or mirror that the user names, etcd&#39;s own downloads, a build from etcd&#39;s published Go
 * modules.
 *
 * <p>Must not know hosts, Docker or clusters.
 */
@NullMarked
package dev.rappel.lab.release;

import org.jspecify.annotations.NullMarked;
