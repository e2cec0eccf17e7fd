package dev.rappel.modules.etcd.host;

import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import dev.rappel.engine.value.Version;
import dev.rappel.modules.etcd.host.MemberOnHost.DataFolder;
import dev.rappel.modules.etcd.host.MemberOnHost.FoundText;
import dev.rappel.modules.etcd.host.MemberOnHost.Program;
import dev.rappel.modules.etcd.host.MemberOnHost.Role;
import dev.rappel.modules.etcd.host.MemberOnHost.RunningMember;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Asks a host for its member: one script, one round trip. */
public final class Discovery {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Duration AGE = Duration.ofSeconds(2);
    private static final long KIB = 1024;

    private final Sums sums;

    /**
     * @param sums what is known of files already, and gets what is learnt
     */
    public Discovery(Sums sums) {
        this.sums = sums;
    }

    /**
     * The question; an answer that was got just before, and nothing done since, does as well.
     *
     * @param unit the unit's name, with or without {@code .service}
     */
    public Script ask(String unit) {
        return ask(unit, AGE);
    }

    /** The question, where the answer must be as of now. */
    public Script askNow(String unit) {
        return ask(unit, Duration.ZERO);
    }

    private Script ask(String unit, Duration age) {
        return Script.of(
                        text("discover.sh"),
                        DEADLINE,
                        new Value.Text(fullName(unit)),
                        new Value.Text(sums.text()))
                .having(new Script.Effect.Shared("etcd as " + fullName(unit), age));
    }

    /** A unit's name with its ending. */
    public static String fullName(String unit) {
        return unit.endsWith(".service") ? unit : unit + ".service";
    }

    static String text(String resource) {
        try (InputStream in = Discovery.class.getResourceAsStream(resource)) {
            return new String(
                    Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer to {@link #ask}. */
    public MemberOnHost answer(String unit, Reply reply) throws Failure {
        if (!reply.ok()) {
            throw Failure.of(Failure.Kind.FAILED, "the member cannot be looked at")
                    .why(reply.err().isBlank() ? "status " + reply.status() : reply.err().strip())
                    .help(
                            "the host needs systemd and coreutils; try `systemctl show "
                                    + unit
                                    + "`");
        }
        return new Answer(reply.out(), sums).member(fullName(unit));
    }

    /** The answer's lines, sorted by what they tell. */
    private static final class Answer {
        private final Map<String, String> said = new HashMap<>();
        private final List<FoundText> texts = new ArrayList<>();
        private final Map<String, Program> programs = new HashMap<>();
        private final List<String[]> data = new ArrayList<>();
        private final Map<String, Long> room = new HashMap<>();
        private final Map<String, Long> free = new HashMap<>();
        private final Map<String, Map<String, String>> staged = new HashMap<>();

        private final Sums sums;

        Answer(String out, Sums sums) {
            this.sums = sums;
            out.lines()
                    .forEach(line -> {
                        int space = line.indexOf(' ');
                        if (space > 0) {
                            take(line.substring(0, space), line.substring(space + 1));
                        }
                    });
        }

        /** The last part may have spaces in it: it is a path. */
        private void take(String word, String rest) {
            switch (word) {
                case "text" -> text(rest.split(" ", 4));
                case "sum" -> {
                    String[] part = rest.split(" ", 3);
                    sums.learn(part[0], part[1], part[2]);
                }
                case "program" -> {
                    String[] part = rest.split(" ", 4);
                    programs.put(
                            part[0],
                            new Program(part[3], known(part[1]), Version.parse(known(part[2]))));
                }
                case "data" -> data.add(rest.split(" ", 4));
                case "room" -> room.putAll(space(rest));
                case "free" -> free.putAll(space(rest));
                case "staged" -> {
                    String[] part = rest.split(" ", 3);
                    staged.computeIfAbsent(part[0], _ -> new HashMap<>()).put(part[1], part[2]);
                }
                case "show", "cmdline", "environ" -> said.merge(word, rest, (x, y) -> x + "\n" + y);
                default -> said.put(word, rest);
            }
        }

        private static Map<String, Long> space(String rest) {
            String[] part = rest.split(" ", 2);
            return Map.of(part[1], ((long) number(part[0])) * KIB);
        }

        private void text(String[] part) {
            String[] stat = part[1].split(",", 3);
            Role role =
                    switch (part[0]) {
                        case "unit" -> Role.UNIT;
                        case "env" -> Role.ENVIRONMENT;
                        default -> Role.CONFIG;
                    };
            texts.add(
                    new FoundText(
                            role, part[3], plain(part[2]), stat[0], stat[1], number(stat[2])));
        }

        private List<DataFolder> folders() {
            return data.stream()
                    .map(part ->
                            new DataFolder(
                                    part[3],
                                    known(part[0]),
                                    number(part[1]),
                                    (long) number(part[2]),
                                    free.getOrDefault(part[3], 0L)))
                    .toList();
        }

        private static String known(String word) {
            return word.equals("-") ? "" : word;
        }

        MemberOnHost member(String unit) {
            Map<String, String> properties = new HashMap<>();
            said("show")
                    .lines()
                    .filter(line -> line.contains("="))
                    .forEach(line ->
                            properties.put(
                                    line.substring(0, line.indexOf('=')),
                                    line.substring(line.indexOf('=') + 1)));
            return new MemberOnHost(
                    unit,
                    properties,
                    texts,
                    process(properties),
                    programs,
                    folders(),
                    room,
                    Optional.ofNullable(said.get("fixed")),
                    staged,
                    said("arch"),
                    said("node"),
                    said("machine"),
                    number(said("clock")),
                    said("user").equals("0"),
                    !said("selinux").isEmpty());
        }

        private Optional<RunningMember> process(Map<String, String> properties) {
            if (said("pid").isEmpty()) {
                return Optional.empty();
            }
            double up =
                    number(properties.getOrDefault("ExecMainStartTimestampMonotonic", "0")) / 1e6;
            return Optional.of(
                    new RunningMember(
                            Long.parseLong(said("pid")),
                            said("exe"),
                            said("exe_sha"),
                            Version.parse(said("exe_version")),
                            said("cmdline").lines().toList(),
                            said("environ").lines().toList(),
                            number(said("clock")) - number(said("uptime")) + up));
        }

        private String said(String name) {
            return said.getOrDefault(name, "");
        }

        private static String plain(String base64) {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        }

        private static double number(String text) {
            try {
                return text.isEmpty() ? 0 : Double.parseDouble(text);
            } catch (NumberFormatException _) {
                return 0;
            }
        }
    }
}
