package dev.rappel.modules.etcd.config;

/**
 * One option as a member is told it.
 *
 * @param name by the name of the flag, whatever form it stands in
 * @param value as written; a flag without value is {@code true}
 * @param form how it is given
 * @param place where it stands
 */
public record Setting(String name, String value, Form form, Place place) {
    /** How an option is given. */
    public enum Form {
        FLAG,
        VARIABLE,
        KEY
    }

    /** As people would write it. */
    public String written() {
        return switch (form) {
            case FLAG -> "--" + name + "=" + value;
            case VARIABLE -> Given.variable(name) + "=" + value;
            case KEY -> name + ": " + value;
        };
    }
}
