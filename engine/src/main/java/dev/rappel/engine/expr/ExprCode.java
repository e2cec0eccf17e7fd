package dev.rappel.engine.expr;

import dev.rappel.engine.text.Code;

/** What can be wrong with an expression; R0401 to R0419 at load, from R0420 on when it runs. */
public enum ExprCode implements Code {
    SYNTAX("R0401"),
    UNKNOWN_NAME("R0402"),
    UNKNOWN_FUNCTION("R0403"),
    WRONG_TYPES("R0404"),
    WRONG_RESULT("R0405"),
    UNKNOWN_FIELD("R0406"),
    NOT_CEL("R0407"),
    BAD_LITERAL("R0408"),
    NOT_A_CHOICE("R0409"),
    TOO_LARGE("R0410"),
    EMPTY("R0411"),
    RESERVED_WORD("R0412"),
    NOT_ALLOWED("R0413"),
    TEXT_ORDER("R0414"),
    BAD_NUMBER("R0420"),
    NOT_THERE("R0421"),
    UNREADABLE_VALUE("R0422"),
    MIXED_KINDS("R0423"),
    TOO_MANY_STEPS("R0424"),
    NO_VALUE("R0425"),
    FAILED("R0426");

    private final String id;

    ExprCode(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
