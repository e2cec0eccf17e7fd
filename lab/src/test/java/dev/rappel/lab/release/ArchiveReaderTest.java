package dev.rappel.lab.release;

import static dev.rappel.lab.release.TestArchive.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rappel.engine.text.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ArchiveReaderTest {
    private static final String TOP = ID.topFolder();

    @TempDir Path temp;

    @Test
    void a_sound_archive_is_unpacked_with_its_modes() throws Exception {
        Path into = unpack(TestArchive.sound().bytes());

        assertThat(into.resolve(TOP).resolve("etcd")).isExecutable();
        assertThat(Files.isExecutable(into.resolve(TOP).resolve("README.md"))).isFalse();
        assertThat(into.resolve(TOP).resolve("README.md")).content().hasSize(200);
    }

    static Stream<Arguments> evilArchives() {
        return Stream.of(
                Arguments.of(
                        TestArchive.sound().file("../evil", 0644, "x"),
                        "leads out of it, `../evil`"),
                Arguments.of(
                        TestArchive.sound().file(TOP + "/../../evil", 0644, "x"),
                        "leads out of it, `" + TOP + "/../../evil`"),
                Arguments.of(
                        TestArchive.sound().file("/tmp/evil", 0644, "x"),
                        "an absolute path, `/tmp/evil`"),
                Arguments.of(
                        TestArchive.sound().file("etc/evil", 0644, "x"),
                        "holds `etc/evil`, which is not in " + TOP + "/"),
                Arguments.of(
                        TestArchive.sound().symbolicLink(TOP + "/evil", "/etc/passwd"),
                        "holds a link, `" + TOP + "/evil`"),
                Arguments.of(
                        TestArchive.sound().hardLink(TOP + "/evil", "/etc/passwd"),
                        "holds a link, `" + TOP + "/evil`"),
                Arguments.of(
                        TestArchive.sound().device(TOP + "/null"),
                        "no plain file, `" + TOP + "/null`"),
                Arguments.of(
                        TestArchive.sound().program(TOP + "/etcd", ID.version()),
                        "holds `" + TOP + "/etcd` twice"),
                Arguments.of(
                        TestArchive.sound().file(TOP + "/large", 0644, "x".repeat(3000)),
                        "larger than any file"),
                Arguments.of(
                        TestArchive.sound()
                                .file(TOP + "/1", 0644, "x".repeat(1900))
                                .file(TOP + "/2", 0644, "x".repeat(1900)),
                        "more than any release"),
                Arguments.of(
                        new TestArchive().program(TOP + "/etcd", ID.version()),
                        "no program " + TOP + "/etcdctl"));
    }

    @ParameterizedTest
    @MethodSource("evilArchives")
    void what_etcd_would_never_publish_is_refused_by_name(TestArchive archive, String why)
            throws Exception {
        Failure failure = refused(archive.bytes());

        assertThat(failure.kind()).isEqualTo(Failure.Kind.REFUSED);
        assertThat(failure.what()).isEqualTo(ID.archiveName() + " is not unpacked");
        assertThat(failure.why()).contains(why);
        assertThat(temp.resolve("evil")).doesNotExist();
    }

    @Test
    void names_with_control_characters_do_not_reach_the_terminal() throws Exception {
        Failure failure = refused(TestArchive.sound().file("a\u001b[2Jb", 0644, "x").bytes());

        assertThat(failure.why()).contains("`a?[2Jb`");
    }

    @Test
    void a_truncated_archive_is_told_from_one_that_is_none() throws Exception {
        assertThat(refused(TestArchive.sound().noise(TOP + "/noise", 1500).truncated()).why())
                .contains("ends too early");
        assertThat(refused("<html>please log in</html>".getBytes(StandardCharsets.UTF_8)).why())
                .contains("not a sound .tar.gz");
    }

    @Test
    void damage_at_the_very_end_is_noticed() throws Exception {
        byte[] bytes = TestArchive.sound().bytes();
        bytes[bytes.length - 6] ^= 1; // in the checksum that ends a .gz

        assertThat(refused(bytes).why()).contains("not a sound .tar.gz");
    }

    private Path unpack(byte[] bytes) throws IOException, Failure, InterruptedException {
        Path archive = Files.write(temp.resolve(ID.archiveName()), bytes);
        Path into = Files.createDirectories(temp.resolve("a/b"));
        new ArchiveReader(new ArchiveReader.Limits(2500, 4000, 20)).unpack(archive, ID, into);
        return into;
    }

    private Failure refused(byte[] bytes) {
        return catchThrowableOfType(Failure.class, () -> unpack(bytes));
    }
}
