package dev.rappel.engine.ssh;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what {@code ssh -G} prints: one setting a line, the name in lower case first. */
final class SettingsText {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ALIVE = Duration.ofSeconds(15);
    private static final int ALIVE_COUNT = 3;

    private final String alias;
    private final Map<String, List<String>> lines = new HashMap<>();
    private final Surroundings here;

    /**
     * @param alias what ssh was asked for
     * @param here what stands behind {@code ~}, {@code %u} and {@code $NAME}
     */
    SettingsText(String alias, String text, Surroundings here) {
        this.alias = alias;
        this.here = here;
        for (String line : text.split("\n", -1)) {
            int space = line.indexOf(' ');
            if (space > 0) {
                lines.computeIfAbsent(
                                line.substring(0, space).toLowerCase(Locale.ROOT),
                                k -> new ArrayList<>())
                        .add(line.substring(space + 1).strip());
            }
        }
    }

    SshSettings settings() {
        String address = first("hostname").orElse(alias);
        int port = number("port", 22);
        String user = first("user").orElse(here.user());
        Optional<String> keyAlias = named("hostkeyalias");
        Tokens tokens = new Tokens(here, alias, address, port, user, keyAlias);
        List<Path> userFiles =
                files("userknownhostsfile", "~/.ssh/known_hosts ~/.ssh/known_hosts2", tokens);
        List<Path> all = new ArrayList<>(userFiles);
        all.addAll(
                files(
                        "globalknownhostsfile",
                        "/etc/ssh/ssh_known_hosts /etc/ssh/ssh_known_hosts2",
                        tokens));
        Optional<String> command = named("proxycommand");
        List<JumpHost> jumps =
                named("proxyjump")
                        .flatMap(JumpHost::chain)
                        .or(() -> command.flatMap(JumpHost::ofCommand).map(List::of))
                        .orElse(List.of());
        Optional<String> notFollowed =
                command.filter(c -> jumps.isEmpty())
                        .or(() ->
                                named("proxyjump")
                                        .filter(j -> JumpHost.chain(j).isEmpty())
                                        .map(j -> "ProxyJump " + j));
        int alive = number("serveraliveinterval", 0);
        return new SshSettings(
                alias,
                address,
                port,
                user,
                each("identityfile", DEFAULT_KEYS, tokens),
                each("certificatefile", List.of(), tokens),
                first("identitiesonly").equals(Optional.of("yes")),
                agent(tokens),
                all,
                userFiles,
                strictness(),
                first("hashknownhosts").equals(Optional.of("yes")),
                keyAlias,
                jumps,
                notFollowed,
                seconds("connecttimeout", CONNECT),
                alive == 0 ? ALIVE : Duration.ofSeconds(alive),
                alive == 0 ? ALIVE_COUNT : Math.max(1, number("serveralivecountmax", ALIVE_COUNT)));
    }

    private static final List<String> DEFAULT_KEYS =
            List.of("~/.ssh/id_ed25519", "~/.ssh/id_ecdsa", "~/.ssh/id_rsa");

    private Optional<String> first(String name) {
        return Optional.ofNullable(lines.get(name)).map(l -> l.get(0)).filter(v -> !v.isEmpty());
    }

    private Optional<String> named(String name) {
        return first(name).filter(v -> !v.equals("none"));
    }

    private int number(String name, int otherwise) {
        try {
            return first(name).map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private Duration seconds(String name, Duration otherwise) {
        int seconds = number(name, 0);
        return seconds > 0 ? Duration.ofSeconds(seconds) : otherwise;
    }

    /** {@code -G} prints yes and no as true and false. */
    private SshSettings.Strictness strictness() {
        return switch (first("stricthostkeychecking").orElse("ask")) {
            case "accept-new" -> SshSettings.Strictness.ACCEPT_NEW;
            case "no", "off", "false" -> SshSettings.Strictness.OFF;
            default -> SshSettings.Strictness.STRICT;
        };
    }

    private Optional<Path> agent(Tokens tokens) {
        String said = first("identityagent").orElse("SSH_AUTH_SOCK");
        if (said.equals("none")) {
            return Optional.empty();
        }
        Optional<String> path =
                said.equals("SSH_AUTH_SOCK")
                        ? here.variable("SSH_AUTH_SOCK")
                        : said.matches("\\$[A-Za-z_][A-Za-z_0-9]*")
                                ? here.variable(said.substring(1))
                                : Optional.of(tokens.fill(said));
        return path.filter(p -> !p.isEmpty()).map(Path::of);
    }

    private List<Path> each(String name, List<String> otherwise, Tokens tokens) {
        return lines.getOrDefault(name, otherwise).stream()
                .filter(v -> !v.equals("none"))
                .map(v -> Path.of(tokens.fill(v)))
                .distinct()
                .toList();
    }

    /**
     * Several files on one line. A path with a space is printed without quotes, so the longest that
     * is a file wins.
     */
    private List<Path> files(String name, String otherwise, Tokens tokens) {
        String[] words = first(name).orElse(otherwise).split(" ", -1);
        List<Path> files = new ArrayList<>();
        for (int from = 0; from < words.length; ) {
            int end = from + 1;
            for (int to = words.length; to > from + 1; to--) {
                if (Files.isRegularFile(Path.of(tokens.fill(join(words, from, to))))) {
                    end = to;
                    break;
                }
            }
            String path = join(words, from, end);
            if (!path.isEmpty() && !path.equals("none")) {
                files.add(Path.of(tokens.fill(path)));
            }
            from = end;
        }
        return files;
    }

    private static String join(String[] words, int from, int to) {
        return String.join(" ", List.of(words).subList(from, to));
    }
}
