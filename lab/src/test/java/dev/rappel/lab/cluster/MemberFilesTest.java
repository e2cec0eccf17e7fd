package dev.rappel.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.lab.release.EtcdVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each style writes, whole, against texts kept beside the test. What was written is left in
 * {@code target/golden}, to be looked at and, if right, copied.
 */
final class MemberFilesTest {
    private static final EtcdVersion V3_7 = new EtcdVersion(3, 7, 1);
    private static final EtcdVersion V3_4 = new EtcdVersion(3, 4, 23);

    static Stream<Arguments> styles() {
        return Stream.of(ConfigStyle.values())
                .flatMap(style ->
                        Stream.of(
                                Arguments.of(style, Tls.off()),
                                Arguments.of(style, Tls.mutual(KeyForm.PKCS8))));
    }

    @ParameterizedTest
    @MethodSource("styles")
    void a_style_writes_the_files_of_its_original(ConfigStyle style, Tls tls) throws Exception {
        ClusterSpec spec = ClusterSpec.of(3, V3_7).style(style).tls(tls);
        String name = style.word() + "-" + (tls instanceof Tls.Off ? "plain" : "tls") + ".txt";
        assertThat(shown(files(spec), name)).isEqualTo(golden(name));
    }

    @ParameterizedTest
    @EnumSource(ConfigStyle.class)
    void everything_that_can_differ_reaches_the_files(ConfigStyle style) throws Exception {
        ClusterSpec spec =
                ClusterSpec.of(3, V3_4)
                        .style(style)
                        .withSeparateWal()
                        .restart(Restart.ALWAYS)
                        .snapshotCount(500)
                        .flag("grpc-keepalive-interval", "2m")
                        .flag("auto-compaction-retention", "8")
                        .variable("GOGC", "75");
        String name = style.word() + "-more.txt";
        assertThat(shown(files(spec), name)).isEqualTo(golden(name));
    }

    /** etcd 3.4 and later die of an option that comes as a flag and as a variable. */
    @ParameterizedTest
    @MethodSource("styles")
    void no_option_is_given_as_a_flag_and_as_a_variable(ConfigStyle style, Tls tls)
            throws Exception {
        ClusterSpec spec = ClusterSpec.of(1, V3_4).style(style).tls(tls).withSeparateWal();
        List<String> given = new ArrayList<>();
        List<String> variables = new ArrayList<>();
        for (ConfigFile file : files(spec)) {
            if (style == ConfigStyle.FILE && !file.path().endsWith(".service")) {
                continue;
            }
            for (String line : file.text().lines().filter(l -> !l.startsWith("#")).toList()) {
                Pattern.compile("--([a-z-]+)=")
                        .matcher(line)
                        .results()
                        .forEach(found -> given.add(found.group(1)));
                Pattern.compile("(?:^|Environment=\"?)(ETCD_[A-Z_]+)=")
                        .matcher(line)
                        .results()
                        .forEach(found -> variables.add(found.group(1)));
            }
        }
        List<String> asVariables = given.stream().map(MemberOptions::variable).toList();
        assertThat(asVariables).doesNotHaveDuplicates();
        assertThat(asVariables.stream().filter(variables::contains)).isEmpty();
        if (style != ConfigStyle.FILE) {
            assertThat(Stream.concat(asVariables.stream(), variables.stream()).toList())
                    .contains("ETCD_NAME", "ETCD_DATA_DIR", "ETCD_WAL_DIR", "ETCD_LOGGER")
                    .contains("ETCD_INITIAL_CLUSTER_TOKEN", "ETCD_LISTEN_PEER_URLS");
        }
    }

    private static List<ConfigFile> files(ClusterSpec spec) {
        List<Member> all = new ArrayList<>();
        for (int i = 1; i <= spec.members(); i++) {
            all.add(Member.of("n" + i, "172.30.0." + (i + 1), spec.tls(), false));
        }
        return MemberFiles.of(
                spec, MemberOptions.of(spec, all.getFirst(), all, "7d8c", MemberOptions.Birth.NEW));
    }

    private static String shown(List<ConfigFile> files, String name) throws IOException {
        String text =
                files.stream()
                        .map(file ->
                                "### %s %s %s\n%s"
                                        .formatted(
                                                file.path(),
                                                file.mode(),
                                                file.owner(),
                                                file.text()))
                        .collect(Collectors.joining("\n"));
        Path left = Files.createDirectories(Path.of("target", "golden"));
        Files.writeString(left.resolve(name), text);
        return text;
    }

    private static String golden(String name) throws IOException {
        try (InputStream stream = MemberFilesTest.class.getResourceAsStream("golden/" + name)) {
            return stream == null
                    ? "no golden text " + name
                    : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void words_are_those_that_users_type() throws Exception {
        for (ConfigStyle style : ConfigStyle.values()) {
            assertThat(style.word()).isEqualTo(style.name().toLowerCase(Locale.ROOT));
            assertThat(ConfigStyle.of(style.word())).isEqualTo(style);
        }
    }
}
