package dev.rappel.cli.rehearsal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a real host printed when it was asked for its member, with names in the places of what
 * differs between members and with time.
 *
 * @param words with which the member was started
 */
record Recorded(List<String> words, String unit, String discovered) {
    private static final double UPTIME = 15422.33;

    static Recorded in(Path folder, boolean tls) throws IOException {
        List<String> words = new ArrayList<>(Files.readAllLines(folder.resolve("etcd-words.txt")));
        if (tls) {
            words.addAll(Files.readAllLines(folder.resolve("etcd-words-tls.txt")));
        }
        words.replaceAll(word -> word.replace("@scheme@", tls ? "https" : "http"));
        return new Recorded(
                List.copyOf(words),
                Files.readString(folder.resolve("etcd.service")),
                Files.readString(folder.resolve("etcd-discovered.txt")));
    }

    /** The answer to how the member runs. */
    String settings(Member member) {
        return member.process()
                + " "
                + member.started().toEpochMilli()
                + "\n/\nenv\nargs\n"
                + String.join("\n", own(member))
                + "\n";
    }

    /** The answer to what the host knows of its member. */
    String member(Member member) {
        List<String> own = own(member);
        String text = unit.replace("@words@", String.join(" \\\n  ", own));
        double now = Instant.now().toEpochMilli() / 1e3;
        double up = UPTIME - (now - member.started().toEpochMilli() / 1e3);
        List<String> programs = new ArrayList<>();
        own.forEach(word -> programs.add("cmdline " + word));
        member.installed()
                .forEach((name, program) -> {
                    programs.add(
                            "sum "
                                    + key(member, program.sha256(), name)
                                    + " "
                                    + program.sha256()
                                    + " "
                                    + program.version());
                    programs.add(
                            "program "
                                    + name
                                    + " "
                                    + program.sha256()
                                    + " "
                                    + program.version()
                                    + " /usr/local/bin/"
                                    + name);
                });
        member.staged()
                .forEach((name, sha256) ->
                        programs.add("staged " + Cluster.NEW + " " + name + " " + sha256));
        programs.add("exe_sha " + member.runs().sha256());
        programs.add("exe_version " + member.runs().version());
        String said = own(discovered, member);
        Map<String, String> values =
                Map.of(
                        "@clock@", "%.3f".formatted(now),
                        "@pid@", Integer.toString(member.process()),
                        "@monotonic@", Long.toString((long) (up * 1e6)),
                        "@words@", String.join(" ", own),
                        "@unit@",
                                Base64.getEncoder()
                                        .encodeToString(text.getBytes(StandardCharsets.UTF_8)),
                        "@programs@", String.join("\n", programs));
        for (Map.Entry<String, String> value : values.entrySet()) {
            said = said.replace(value.getKey(), value.getValue());
        }
        return said;
    }

    /** What tells a file on a host apart. */
    static String key(Member member, String sha256, String name) {
        return member.name() + ":1:" + name + ":" + sha256.substring(0, 8) + ":1";
    }

    private List<String> own(Member member) {
        return words.stream().map(word -> own(word, member)).collect(Collectors.toList());
    }

    private static String own(String text, Member member) {
        return text.replace("@name@", member.name())
                .replace("@number@", Integer.toString(member.number()));
    }
}
