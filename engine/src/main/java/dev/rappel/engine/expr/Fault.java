package dev.rappel.engine.expr;

/**
 * How our own functions and values tell the CEL library that there is no result. Never leaves this
 * room: {@link Expression#evaluate} turns it into a diagnostic.
 */
final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExprCode code;
    private final String title;
    private final String help;

    /**
     * @param title what is wrong; must not quote a value, which might be a secret
     */
    Fault(ExprCode code, String title, String help) {
        super(title);
        this.code = code;
        this.title = title;
        this.help = help;
    }

    ExprCode code() {
        return code;
    }

    String title() {
        return title;
    }

    String help() {
        return help;
    }
}
