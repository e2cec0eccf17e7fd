package dev.rappel.engine.ssh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A host to go through.
 *
 * @param host its address, or an alias of the ssh configuration
 * @param arguments words for ssh that count for this hop only
 */
record JumpHost(String host, Optional<String> user, OptionalInt port, List<String> arguments) {
    JumpHost {
        arguments = List.copyOf(arguments);
    }

    /**
     * Reads {@code ProxyJump}: {@code [user@]host[:port]} or {@code ssh://…}, separated by commas.
     *
     * @return empty when it cannot be read
     */
    static Optional<List<JumpHost>> chain(String text) {
        if (text.equals("none") || text.isEmpty()) {
            return Optional.of(List.of());
        }
        List<JumpHost> jumps = new ArrayList<>();
        for (String word : text.split(",", -1)) {
            Optional<JumpHost> jump = one(word.strip());
            if (jump.isEmpty()) {
                return Optional.empty();
            }
            jumps.add(jump.get());
        }
        return Optional.of(jumps);
    }

    private static Optional<JumpHost> one(String word) {
        String rest = word.startsWith("ssh://") ? word.substring(6) : word;
        rest = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
        int at = rest.lastIndexOf('@');
        Optional<String> user = at < 0 ? Optional.empty() : Optional.of(rest.substring(0, at));
        String host = rest.substring(at + 1);
        String port = "";
        if (host.startsWith("[")) {
            int end = host.indexOf(']');
            if (end < 0) {
                return Optional.empty();
            }
            String after = host.substring(end + 1);
            host = host.substring(1, end);
            if (!after.isEmpty() && !after.startsWith(":")) {
                return Optional.empty();
            }
            port = after.isEmpty() ? "" : after.substring(1);
        } else if (host.indexOf(':') >= 0 && host.indexOf(':') == host.lastIndexOf(':')) {
            port = host.substring(host.indexOf(':') + 1);
            host = host.substring(0, host.indexOf(':'));
        }
        if (host.isEmpty() || host.startsWith("-") || host.indexOf(' ') >= 0) {
            return Optional.empty();
        }
        String name = host;
        return port.isEmpty()
                ? Optional.of(new JumpHost(name, user, OptionalInt.empty(), List.of()))
                : number(port).map(p -> new JumpHost(name, user, OptionalInt.of(p), List.of()));
    }

    private static Optional<Integer> number(String port) {
        try {
            int number = Integer.parseInt(port);
            return number > 0 && number < 65536 ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads a {@code ProxyCommand} that only does by hand what {@code ProxyJump} does, as many
     * inventories have it: {@code ssh -W %h:%p [-q] [options] host}.
     *
     * @return empty when it does anything else
     */
    static Optional<JumpHost> ofCommand(String command) {
        List<String> words = split(command);
        if (words.isEmpty() || !(words.get(0).equals("ssh") || words.get(0).endsWith("/ssh"))) {
            return Optional.empty();
        }
        List<String> arguments = new ArrayList<>();
        Optional<String> host = Optional.empty();
        boolean forwards = false;
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            boolean more = i + 1 < words.size();
            if (word.equals("-W") && more) {
                forwards = isTarget(words.get(++i));
            } else if (word.startsWith("-W")) {
                forwards = isTarget(word.substring(2));
            } else if (List.of("-F", "-i", "-p", "-l", "-o", "-J").contains(word) && more) {
                arguments.add(word);
                arguments.add(words.get(++i));
            } else if (word.length() > 2 && word.matches("-[FiploJ].*")) {
                arguments.add(word);
            } else if (!word.startsWith("-") && host.isEmpty()) {
                host = Optional.of(word);
            } else if (!NO_MATTER.contains(word)) {
                return Optional.empty();
            }
        }
        return forwards && words.stream().filter(w -> w.contains("%")).count() == 1
                ? host.flatMap(JumpHost::one)
                        .map(j -> new JumpHost(j.host, j.user, j.port, arguments))
                : Optional.empty();
    }

    private static final List<String> NO_MATTER =
            List.of("-q", "-a", "-A", "-x", "-T", "-C", "-4", "-6");

    private static boolean isTarget(String word) {
        return word.equals("%h:%p") || word.equals("[%h]:%p");
    }

    /** At spaces, but for those in quotes; a command with more shell than that is not for us. */
    private static List<String> split(String command) {
        if (command.matches(".*[|&;<>$`\\\\(){}*].*")) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        String rest = command.startsWith("exec ") ? command.substring(5) : command;
        StringBuilder word = new StringBuilder();
        char quote = 0;
        boolean open = false;
        for (int i = 0; i < rest.length(); i++) {
            char c = rest.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                open = true;
            } else if (c == ' ' || c == '\t') {
                if (open || !word.isEmpty()) {
                    words.add(word.toString());
                }
                word.setLength(0);
                open = false;
            } else {
                word.append(c);
            }
        }
        if (open || !word.isEmpty()) {
            words.add(word.toString());
        }
        return quote == 0 ? words : List.of();
    }

    /** The same for all that go the same way. */
    String key() {
        return user.orElse("") + "@" + host + ":" + port + Arrays.toString(arguments.toArray());
    }
}
