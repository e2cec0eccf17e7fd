/**
 * What a task module is: what it declares, and the four operations by which the engine plans and
 * runs it.
 *
 * <p>A module declares itself with a {@link dev.rappel.engine.module.ModuleSpec}: its name, its
 * arguments, what it returns and what facts it publishes. That alone is enough to check playbooks.
 * What it does is a {@link dev.rappel.engine.module.Module}: observe, diff, act, undo. Everything
 * that passes between the operations is data, so that a plan can be saved, a change can be
 * journalled before it is begun, and a module can be written in another language than Java.
 *
 * <p>Must not know playbooks, inventories, expressions, templates or SSH. No module is named here.
 */
@NullMarked
package dev.rappel.engine.module;

import org.jspecify.annotations.NullMarked;
