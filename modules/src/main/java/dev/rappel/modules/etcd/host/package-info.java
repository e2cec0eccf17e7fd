/**
 * A member as its host shows it: unit, process, programs, configuration, data; all in one question.
 *
 * <p>Must not know the cluster nor speak etcd's own protocol: what is here can be seen while the
 * member is down.
 */
@NullMarked
package dev.rappel.modules.etcd.host;

import org.jspecify.annotations.NullMarked;
