/**
 * What a user's file says, where it says it, and how we tell them what is wrong with it.
 *
 * <p>Holds {@link dev.rappel.engine.text.Source} and {@link dev.rappel.engine.text.Span} (text with
 * positions), {@link dev.rappel.engine.text.Diagnostic} with its printers, did-you-mean, and the
 * one checked exception of the house, {@link dev.rappel.engine.text.Failure}.
 *
 * <p>Must not know YAML, inventories, playbooks, hosts or terminals: it is the ground floor and
 * uses no other room.
 */
@NullMarked
package dev.rappel.engine.text;

import org.jspecify.annotations.NullMarked;
