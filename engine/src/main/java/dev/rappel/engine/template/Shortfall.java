package dev.rappel.engine.template;

/** Why a template cannot be filled in. Never leaves this room. */
final class Shortfall extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final TemplateCode code;
    private final int from;
    private final int to;
    private final String title;
    private final String help;

    /**
     * @param title what is wrong; must not quote a value, which might be a secret
     */
    Shortfall(TemplateCode code, Part.Name name, String title, String help) {
        super(title);
        this.code = code;
        this.from = name.from();
        this.to = name.to();
        this.title = title;
        this.help = help;
    }

    TemplateCode code() {
        return code;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    String title() {
        return title;
    }

    String help() {
        return help;
    }
}
