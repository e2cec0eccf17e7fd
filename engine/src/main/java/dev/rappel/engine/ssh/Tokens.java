package dev.rappel.engine.ssh;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills {@code %h} and its like, {@code ~} and {@code ${NAME}} in paths, as ssh does. */
record Tokens(
        Surroundings here,
        String alias,
        String address,
        int port,
        String user,
        Optional<String> hostKeyAlias) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

    String fill(String text) {
        String path = here.withHome(text);
        StringBuilder filled = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '%' || i + 1 == path.length()) {
                filled.append(c);
                continue;
            }
            filled.append(value(path.charAt(++i)));
        }
        Matcher variable = VARIABLE.matcher(filled);
        return variable.replaceAll(found ->
                Matcher.quoteReplacement(here.variable(found.group(1)).orElse(found.group())));
    }

    private String value(char token) {
        return switch (token) {
            case '%' -> "%";
            case 'd' -> here.home().toString();
            case 'h' -> address;
            case 'k' -> hostKeyAlias.orElse(address);
            case 'l' -> here.machine();
            case 'L' -> here.machine().split("\\.", 2)[0];
            case 'n' -> alias;
            case 'p' -> Integer.toString(port);
            case 'r' -> user;
            case 'u' -> here.user();
            default -> "%" + token;
        };
    }
}
