/**
 * Conditions and orders, written in CEL: {@code when}, {@code until}, {@code assert}, {@code
 * order}.
 *
 * <p>An {@link dev.rappel.engine.expr.Expression} is checked against the declared names and types
 * when the files are read, so that a typo in a guard is an error and never {@code false}. It is
 * evaluated as often as wanted, without side effects, in bounded time, and it says <em>unknown</em>
 * when the answer hangs on something that is not known yet.
 *
 * <p>Everything of the CEL library stays behind this room's wall: its types, its words and its
 * exceptions. Must not know playbooks, modules or hosts.
 */
@NullMarked
package dev.rappel.engine.expr;

import org.jspecify.annotations.NullMarked;
