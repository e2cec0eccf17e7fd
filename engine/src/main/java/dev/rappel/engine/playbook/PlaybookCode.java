package dev.rappel.engine.playbook;

import dev.rappel.engine.text.Code;

/** What can be wrong with a playbook. */
public enum PlaybookCode implements Code {
    UNKNOWN_PLAY_WORD("R0301"),
    UNKNOWN_TASK_WORD("R0302"),
    ANSIBLE_PLAY_WORD("R0303"),
    ANSIBLE_TASK_WORD("R0304"),
    NOT_PLAYS("R0305"),
    NOT_A_PLAY("R0306"),
    PLAY_WITHOUT_HOSTS("R0307"),
    TASK_WITHOUT_MODULE("R0308"),
    TASK_WITH_TWO_MODULES("R0309"),
    NOT_TASKS("R0310"),
    NO_SUCH_FILE("R0311"),
    INCLUDE_CYCLE("R0312"),
    UNKNOWN_SECRET("R0314"),
    NOT_ON_EVERY_HOST("R0315"),
    USED_TOO_EARLY("R0316"),
    BAD_NAME("R0317"),
    RESERVED_NAME("R0318"),
    VARIABLE_CYCLE("R0319"),
    UNTIL_MISSING("R0320"),
    LOOP_TYPE("R0321"),
    STRATEGY("R0322"),
    UNKNOWN_DELEGATE("R0323"),
    NOT_VARIABLES("R0324"),
    INCLUDE_WORD("R0325"),
    UNKNOWN_TAG("R0326"),
    NOTHING_TO_DO("R0327"),
    BECOME_USER_ALONE("R0328"),
    UNKNOWN_KIND_OF_FILE("R0329"),
    NEEDS_TEMPLATE_FREE_TEXT("R0330"),
    OUT_OF_RANGE("R0332"),
    UNKNOWN_STRATEGY_WORD("R0333"),
    EXTRA_VARIABLE("R0334"),
    TOO_DEEP("R0335"),
    NO_INVENTORY("R0336");

    private final String id;

    PlaybookCode(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
