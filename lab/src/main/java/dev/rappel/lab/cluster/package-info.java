/**
 * etcd clusters on lab hosts: every way that operators configure a member, certificates in every
 * form, and faults.
 */
@NullMarked
package dev.rappel.lab.cluster;

import org.jspecify.annotations.NullMarked;
