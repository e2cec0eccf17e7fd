/**
 * etcd clusters on lab hosts: every way that operators configure a member, certificates in every
 * form that they have, and etcd&#39;s own faults.
 *
 * <p>What is asked for is a {@link dev.rappel.lab.cluster.ClusterSpec}; what runs is a {@link
 * dev.rappel.lab.cluster.Cluster}. Between the two everything is data: a member&#39;s options, the
 * files of its configuration style, the certificates. Only {@code Cluster} and what it starts talk
 * to hosts.
 *
 * <p>Must not know how hosts are made, nor where releases come from.
 */
@NullMarked
package dev.rappel.lab.cluster;

import org.jspecify.annotations.NullMarked;
