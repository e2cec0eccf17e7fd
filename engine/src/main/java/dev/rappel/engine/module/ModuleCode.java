package dev.rappel.engine.module;

import dev.rappel.engine.text.Code;

/** What can be wrong with the use of a module. */
public enum ModuleCode implements Code {
    UNKNOWN_MODULE("R0601"),
    UNKNOWN_ARGUMENT("R0602"),
    MISSING_ARGUMENT("R0603"),
    ARGUMENT_TYPE("R0604"),
    TOO_MANY_OF("R0605"),
    NONE_OF("R0606"),
    NO_FREE_FORM("R0607"),
    KEY_VALUE_ARGUMENTS("R0608"),
    ARGUMENTS_NOT_MAPPING("R0609"),
    ANSIBLE_MODULE("R0610"),
    LOCAL_FILE("R0611");

    private final String id;

    ModuleCode(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
