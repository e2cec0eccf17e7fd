/**
 * The task modules: generic ones and etcd's. Each is found by the engine through {@link
 * java.util.ServiceLoader}.
 *
 * <p>Must not know how the engine plans, rolls or speaks SSH: only the engine's {@code module} room
 * and what that uses.
 */
@NullMarked
package dev.rappel.modules;

import org.jspecify.annotations.NullMarked;
