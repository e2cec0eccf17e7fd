package dev.rappel.engine.text;

/** What can be wrong with a file before anyone asks what it means: R0101 to R0109. */
public enum TextCode implements Code {
    FILE_MISSING("R0101"),
    NOT_A_FILE("R0102"),
    UNREADABLE("R0103"),
    TOO_LARGE("R0104"),
    NOT_UTF8("R0105"),
    OTHER_ENCODING("R0106"),
    CONTROL_CHARACTER("R0107"),
    HIDDEN_CHARACTER("R0108");

    private final String id;

    TextCode(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
