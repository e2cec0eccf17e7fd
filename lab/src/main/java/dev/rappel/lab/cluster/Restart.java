package dev.rappel.lab.cluster;

/** The unit's {@code Restart=}. */
public enum Restart {
    /**
     * What the unit of that style has: {@code on-failure}, Debian {@code on-abnormal}, kubespray
     * and etcd's own unit {@code always}.
     */
    OF_STYLE,
    ALWAYS,
    ON_FAILURE;

    String word(ConfigStyle style) {
        return switch (this) {
            case ALWAYS -> "always";
            case ON_FAILURE -> "on-failure";
            case OF_STYLE ->
                    switch (style) {
                        case FLAGS, FILE, WRAPPER -> "on-failure";
                        case DEBIAN -> "on-abnormal";
                        case ENV, DROPIN -> "always";
                    };
        };
    }
}
