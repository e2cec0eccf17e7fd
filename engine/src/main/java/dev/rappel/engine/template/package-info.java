/**
 * Text with values in it, written in Mustache: {@code {{version}}}.
 *
 * <p>Strict where Mustache is not: a name that is not declared is an error when the files are read,
 * and nothing is ever HTML-escaped. A {@link dev.rappel.engine.template.Template} says
 * <em>unknown</em> when a name it needs is not known yet, and its text is a secret as soon as one
 * of its values is.
 *
 * <p>Everything of the Mustache library stays behind this room's wall. Must not know expressions,
 * playbooks, modules or hosts.
 */
@NullMarked
package dev.rappel.engine.template;

import org.jspecify.annotations.NullMarked;
