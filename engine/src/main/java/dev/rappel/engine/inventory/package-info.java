/**
 * Which hosts there are, in which groups, with which variables, and which of them a pattern
 * selects.
 *
 * <p>Reads Ansible's inventory formats ({@link dev.rappel.engine.inventory.InventoryReader}: INI,
 * YAML, JSON, folders of them, lists with commas, {@code group_vars/} and {@code host_vars/}) and
 * gives the same hosts, groups and variables as Ansible does. Where Ansible goes on with a guess
 * that could touch the wrong hosts, this room says so with a diagnostic instead.
 *
 * <p>Must not know playbooks, templates, modules or SSH. A variable may hold a template; this room
 * keeps its text as it is.
 */
@NullMarked
package dev.rappel.engine.inventory;

import org.jspecify.annotations.NullMarked;
