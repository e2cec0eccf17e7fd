package dev.rappel.modules.etcd.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SumsTest {
    @TempDir private Path folder;

    private Sums kept(Instant now) {
        return Sums.kept(folder.resolve("sums"), now);
    }

    @Test
    void what_one_command_learnt_the_next_one_knows() throws Exception {
        kept(Instant.now()).learn("m:1:2:3:4", "ab", "3.7.1");
        assertThat(kept(Instant.now()).text()).isEqualTo("m:1:2:3:4 ab 3.7.1");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("sums"))))
                .isEqualTo("rw-------");
    }

    @Test
    void after_a_day_it_is_looked_at_again() {
        kept(Instant.now()).learn("m:1:2:3:4", "ab", "3.7.1");
        assertThat(kept(Instant.now().plus(Duration.ofHours(23))).text()).isNotEmpty();
        assertThat(kept(Instant.now().plus(Duration.ofHours(25))).text()).isEmpty();
        assertThat(kept(Instant.now().minus(Duration.ofHours(1))).text()).isEmpty();
    }

    @Test
    void what_is_no_line_of_ours_is_passed_over() throws Exception {
        Files.writeString(
                folder.resolve("sums"),
                "\nnonsense\nx y z\n99999999999999999999 k s v\n"
                        + Instant.now().getEpochSecond()
                        + " k s v\n");
        assertThat(kept(Instant.now()).text()).isEqualTo("k s v");
    }

    @Test
    void the_newest_hundred_are_kept() throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            lines.add(Instant.now().getEpochSecond() + " k" + i + " s v");
        }
        Files.write(folder.resolve("sums"), lines);
        assertThat(kept(Instant.now()).text().lines()).hasSize(100).contains("k299 s v");
        assertThat(Files.readAllLines(folder.resolve("sums"))).hasSize(100);
    }

    @Test
    void hosts_are_told_of_what_was_seen_last() {
        Sums sums = Sums.none();
        for (int i = 0; i < 150; i++) {
            sums.learn("k" + i, "s", "v");
        }
        sums.learn("k3", "s", "v");
        assertThat(sums.text().lines())
                .hasSize(100)
                .contains("k3 s v", "k149 s v")
                .doesNotContain("k4 s v", "k50 s v");
    }

    @Test
    void a_program_here_is_read_again_when_it_changed() throws Exception {
        Path program = Files.writeString(folder.resolve("etcd"), "one");
        Sums sums = kept(Instant.now());
        String first = sums.ofHere("a:etcd", program);
        assertThat(sums.ofHere("a:etcd", program)).isEqualTo(first);
        Files.writeString(program, "two");
        Files.setLastModifiedTime(program, FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(sums.ofHere("a:etcd", program)).isNotEqualTo(first);
        assertThat(sums.text()).as("hosts need not know").isEmpty();
    }
}
