/**
 * Playbooks: what a file says is to be done to which hosts, read and checked as a whole before any
 * host is spoken to.
 *
 * <p>{@link dev.rappel.engine.playbook.PlaybookReader} turns files into a {@link
 * dev.rappel.engine.playbook.Playbook}: plays, tasks and strategies as records in which every name
 * is resolved, every expression compiled and every constant decoded by the type that its module
 * declares. Whatever is wrong is collected, over all files, with its position.
 *
 * <p>Must not know plans, runs or connections, nor any module by name.
 */
@NullMarked
package dev.rappel.engine.playbook;

import org.jspecify.annotations.NullMarked;
