package dev.rappel.engine.template;

import dev.rappel.engine.text.Code;

/**
 * What can be wrong with a template; R0501 to R0519 at load, from R0520 on when it is filled in.
 */
public enum TemplateCode implements Code {
    UNCLOSED_TAG("R0501"),
    UNCLOSED_SECTION("R0502"),
    STRAY_END("R0503"),
    UNKNOWN_NAME("R0504"),
    PARTIAL("R0505"),
    NOT_MUSTACHE("R0506"),
    NOT_TEXT("R0507"),
    NOT_A_SECTION("R0508"),
    BAD_NAME("R0509"),
    BAD_DELIMITERS("R0510"),
    UNKNOWN_FIELD("R0511"),
    TOO_DEEP("R0512"),
    WRONG_TYPE("R0513"),
    NO_VALUE("R0520"),
    UNFIT_VALUE("R0521");

    private final String id;

    TemplateCode(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
