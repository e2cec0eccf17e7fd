package dev.rappel.engine.value;

import dev.rappel.engine.text.Code;

/** What can be wrong with a YAML document (R0110 to R0139) and with a value in it (R0140 on). */
public enum ValueCode implements Code {
    YAML_SYNTAX("R0110"),
    TAB_INDENTATION("R0111"),
    UNQUOTED_TEMPLATE("R0112"),
    NO_SPACE_AFTER_COLON("R0113"),
    UNCLOSED_QUOTE("R0114"),
    INDENTATION("R0115"),
    RESERVED_CHARACTER("R0116"),
    ESCAPE("R0117"),
    UNCLOSED_BRACKET("R0118"),
    COLON_IN_VALUE("R0119"),
    DUPLICATE_KEY("R0120"),
    MERGE_KEY("R0121"),
    KEY_NOT_TEXT("R0122"),
    CONTAINS_ITSELF("R0123"),
    UNKNOWN_ALIAS("R0124"),
    TAG("R0125"),
    VAULT("R0126"),
    MANY_DOCUMENTS("R0127"),
    TOO_DEEP("R0128"),
    TOO_MANY_ALIASES("R0129"),
    TOO_MANY_VALUES("R0130"),
    EMPTY_DOCUMENT("R0131"),
    EMPTY_ANCHOR("R0132"),
    MISSING_COLON("R0133"),

    WRONG_TYPE("R0140"),
    UNKNOWN_KEY("R0141"),
    MISSING_KEY("R0142"),
    UNKNOWN_WORD("R0143"),
    NOT_A_VERSION("R0144"),
    NOT_A_DURATION("R0145"),
    NOT_A_SIZE("R0146"),
    NOT_A_MODE("R0147"),
    OUT_OF_RANGE("R0148"),
    NOTHING_WRITTEN("R0149"),
    NOT_TOGETHER("R0150"),
    LONG_LINE("R0151");

    private final String id;

    ValueCode(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
