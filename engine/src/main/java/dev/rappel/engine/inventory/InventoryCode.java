package dev.rappel.engine.inventory;

import dev.rappel.engine.text.Code;

/** The mistakes that inventories and host patterns can have. */
public enum InventoryCode implements Code {
    /** A named inventory, or a file that it needs, is not there or cannot be read. */
    NOT_FOUND("R0201"),
    /** A script, a plugin's configuration or TOML: a kind of inventory that is not read. */
    KIND_REFUSED("R0202"),
    /** A file or a folder that gives no host at all. */
    NO_HOSTS("R0203"),
    BAD_SECTION("R0204"),
    UNDEFINED_GROUP("R0205"),
    GROUP_CIRCLE("R0206"),
    BAD_HOST_NAME("R0207"),
    BAD_RANGE("R0208"),
    BAD_PORT("R0209"),
    BAD_HOST_LINE("R0210"),
    BAD_VARIABLE_LINE("R0211"),
    BAD_VARIABLE_NAME("R0212"),
    /** Part of a value is dropped, or kept, because of a {@code #}. */
    HASH_IN_VALUE("R0213"),
    /** A value that begins like a list or a mapping but is read as text. */
    BROKEN_LITERAL("R0214"),
    BAD_STRUCTURE("R0215"),
    UNKNOWN_KEY("R0216"),
    /** A YAML key that is a number, a boolean or nothing where a name is needed. */
    NAME_NOT_TEXT("R0217"),
    /** A variables file that is not read, because another one of that name is. */
    SHADOWED_FILE("R0218"),
    BAD_VARS_FILE("R0219"),
    GROUP_AND_HOST("R0220"),
    BAD_PRIORITY("R0221"),
    /** A port written at a host that was declared before without it. */
    PORT_IGNORED("R0222"),
    SET_TWICE("R0223"),
    TOO_LARGE("R0224"),
    BAD_CONNECTION("R0225"),
    CONNECTION_REFUSED("R0226"),
    NOT_RENDERED("R0227"),
    BAD_GROUP_NAME("R0228"),
    ENCRYPTED("R0229"),

    EMPTY_PATTERN("R0230"),
    BAD_REGEX("R0231"),
    BAD_POSITION("R0232"),
    AMBIGUOUS_PATTERN("R0233"),
    UNKNOWN_NAME("R0234"),
    NOTHING_SELECTED("R0235"),
    BAD_LIMIT_FILE("R0236");

    private final String id;

    InventoryCode(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }
}
