/**
 * The typed values that variables, arguments and facts are made of, and the way from YAML nodes to
 * them.
 *
 * <p>A YAML document is read to nodes with positions and decoded by the type that is expected, from
 * the scalar's text: {@code 3.10} stays a version, {@code on} and {@code no} stay text where text
 * is meant, {@code 0755} is a mode.
 *
 * <p>Must not know inventories, playbooks, modules or expressions.
 */
@NullMarked
package dev.rappel.engine.value;

import org.jspecify.annotations.NullMarked;
