package dev.rappel.engine.module;

import dev.rappel.engine.value.Type;

/**
 * One thing that a module tells: a fact about a host that expressions may use ({@code
 * service.version}), or a field of what a task's {@code register} gets ({@code stdout}).
 *
 * @param name for a published fact the whole name, with its dots; for a result field one word
 * @param type what it is; expressions are checked against it before anything runs
 * @param doc one sentence, with the unit where there is one
 */
public record Fact(String name, Type type, String doc) {}
