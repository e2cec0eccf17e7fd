package dev.rappel.modules.etcd.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.process.Progress;
import dev.rappel.lab.release.Arch;
import dev.rappel.lab.release.EtcdVersion;
import dev.rappel.lab.release.ReleaseStore;
import dev.rappel.modules.etcd.version.Minor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every option of every minor, translated, as the real programs read it. */
final class OracleIT {
    private static final Progress QUIET =
            what ->
                    new Progress.Step() {
                        @Override
                        public void done() {}

                        @Override
                        public void done(String outcome) {}
                    };

    /** They change what is read, or are not options of a member's own. */
    private static final Set<String> OTHERS = Set.of("config-file", "version", "feature-gates");

    private static final Set<String> AFTER_3_4_23 =
            Set.of(
                    "next-cluster-version-compatible",
                    "listen-client-http-urls",
                    "tls-min-version",
                    "tls-max-version");

    @Test
    void what_3_7_takes_is_translated_to_what_3_6_takes() throws Exception {
        assertThat(refused(7, 6, new EtcdVersion(3, 6, 14))).isEmpty();
    }

    @Test
    void what_3_6_takes_is_translated_to_what_3_5_takes() throws Exception {
        assertThat(refused(6, 5, new EtcdVersion(3, 5, 33))).isEmpty();
    }

    @Test
    void what_3_5_takes_is_translated_to_what_3_6_takes() throws Exception {
        assertThat(refused(5, 6, new EtcdVersion(3, 6, 14))).isEmpty();
    }

    @Test
    void what_3_6_takes_is_translated_to_what_3_7_takes() throws Exception {
        assertThat(refused(6, 7, new EtcdVersion(3, 7, 1))).isEmpty();
    }

    /** With the last 3.4 that is always to be had; what came after it is left out. */
    @Test
    void what_3_5_takes_is_translated_to_what_3_4_takes() throws Exception {
        assertThat(refused(5, 4, new EtcdVersion(3, 4, 23))).isEmpty();
    }

    /** What the target does not take, with its reason. */
    private static Map<String, String> refused(int from, int to, EtcdVersion version)
            throws Exception {
        Path etcd = ReleaseStore.ofThisUser().get(version, Arch.here(), QUIET).etcd();
        Map<String, String> refused = new TreeMap<>();
        Minor before = new Minor(3, from);
        int asked = 0;
        for (Map.Entry<String, Options.Option> flag : Options.of(before).flags().entrySet()) {
            if (OTHERS.contains(flag.getKey())) {
                continue;
            }
            String given = "--" + flag.getKey() + "=" + value(flag.getValue());
            Translation done =
                    Translator.translate(
                            MemberConfig.of(
                                    new SourceFiles(
                                            "etcd.service",
                                            List.of(
                                                    new SourceFiles.TextFile(
                                                            "/etc/systemd/system/etcd.service",
                                                            "[Service]\nExecStart=/b/etcd '"
                                                                    + given
                                                                    + "'\n")),
                                            List.of(),
                                            Map.of(),
                                            Optional.empty(),
                                            Map.of()),
                                    before),
                            before,
                            new Minor(3, to));
            if (!done.refusals().isEmpty()) {
                continue;
            }
            List<String> words = new ArrayList<>(List.of(etcd.toString()));
            done.flags().stream()
                    .filter(f -> to > 4 || !AFTER_3_4_23.contains(f.substring(2, f.indexOf('='))))
                    .forEach(words::add);
            words.add("--version");
            LocalCommand.Result result =
                    LocalCommand.of(words).within(Duration.ofSeconds(20)).run();
            asked++;
            if (!result.ok()) {
                refused.put(
                        given + " as " + done.flags(),
                        (result.err() + result.out()).lines().findFirst().orElse(""));
            }
        }
        assertThat(asked).isGreaterThan(80);
        return refused;
    }

    private static String value(Options.Option option) {
        if (!option.byDefault().isEmpty() && !option.byDefault().contains("(")) {
            return option.byDefault();
        }
        return switch (option.type()) {
            case "bool" -> "true";
            case "duration" -> "1s";
            case "string" -> "x";
            case "value" -> "http://localhost:2379";
            default -> "1";
        };
    }
}
