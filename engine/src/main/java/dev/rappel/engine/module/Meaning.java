package dev.rappel.engine.module;

/** What the engine takes the text of an argument for, before the module ever sees it. */
public enum Meaning {
    /** A value; text in it may be a template. The usual case. */
    VALUE,
    /** A CEL expression that is true or false; compiled at load, judged for each host. */
    CONDITION,
    /** A CEL expression of any type; compiled at load, evaluated for each host. */
    EXPRESSION,
    /** The path of a local file, looked for beside the file that names it. */
    FILE,
    /** The path of a local file whose text is a template; compiled at load. */
    TEMPLATE
}
