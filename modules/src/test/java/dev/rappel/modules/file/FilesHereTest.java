package dev.rappel.modules.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.FileMode;
import dev.rappel.modules.LocalHost;
import dev.rappel.modules.Rounds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What copy and file do to a real file system, and that they put it back as it was. */
class FilesHereTest {
    @TempDir Path folder;

    private final LocalHost host = new LocalHost();
    private final CopyModule copy = new CopyModule();
    private final FileModule file = new FileModule();

    private Call<CopyArguments> content(String name, String content, String mode) {
        return content(name, content, mode, Optional.empty());
    }

    private Call<CopyArguments> content(
            String name, String content, String mode, Optional<String> validate) {
        return Call.of(
                new CopyArguments(
                        Optional.empty(),
                        Optional.of(content),
                        folder.resolve(name).toString(),
                        Optional.empty(),
                        Optional.empty(),
                        FileMode.parse(mode),
                        validate));
    }

    private Call<FileArguments> path(
            String name, FileArguments.State state, Optional<String> src, String mode) {
        return path(name, state, src, mode, false);
    }

    private Call<FileArguments> path(
            String name,
            FileArguments.State state,
            Optional<String> src,
            String mode,
            boolean recurse) {
        return Call.of(
                new FileArguments(
                        folder.resolve(name).toString(),
                        state,
                        src,
                        Optional.empty(),
                        Optional.empty(),
                        FileMode.parse(mode),
                        recurse));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(p -> folder.relativize(p).toString())
                    .filter(n -> !n.isEmpty())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void a_new_file_is_made_and_goes_away_again() throws Exception {
        Call<CopyArguments> call = content("a 'b' \"c\"\n$d ü", "one\ntwo\n", "0640");
        var round = Rounds.run(host, copy, call);
        Path made = folder.resolve("a 'b' \"c\"\n$d ü");
        assertThat(made).hasContent("one\ntwo\n");
        assertThat(mode(made)).isEqualTo("rw-r-----");
        assertThat(round.acts().getFirst().kind()).isEqualTo(Act.Kind.CREATE);
        assertThat(round.acts().getFirst().description()).isEqualTo("new, 8 bytes, 0640");
        Rounds.undo(host, copy, round.undo());
        Rounds.undo(host, copy, round.undo());
        assertThat(names()).isEmpty();
    }

    @Test
    void a_changed_file_is_put_back_with_its_rights() throws Exception {
        Path there = Files.writeString(folder.resolve("app.conf"), "old\n");
        Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rw-r--r--"));
        var round = Rounds.run(host, copy, content("app.conf", "new\n", "0600"));
        assertThat(there).hasContent("new\n");
        assertThat(mode(there)).isEqualTo("rw-------");
        assertThat(round.acts().getFirst().description()).isEqualTo("content, 1 line, 0644 → 0600");
        Rounds.undo(host, copy, round.undo());
        Rounds.undo(host, copy, round.undo());
        assertThat(there).hasContent("old\n");
        assertThat(mode(there)).isEqualTo("rw-r--r--");
        assertThat(names()).containsExactly("app.conf");
    }

    @Test
    void two_changes_of_one_file_are_taken_back_one_after_the_other() throws Exception {
        Path there = Files.writeString(folder.resolve("app.conf"), "first\n");
        var second = Rounds.run(host, copy, content("app.conf", "second\n", "0644"));
        var third = Rounds.run(host, copy, content("app.conf", "third\n", "0644"));
        assertThat(there).hasContent("third\n");
        Rounds.undo(host, copy, third.undo());
        Rounds.undo(host, copy, third.undo());
        assertThat(there).hasContent("second\n");
        Rounds.undo(host, copy, second.undo());
        Rounds.undo(host, copy, second.undo());
        assertThat(there).hasContent("first\n");
        assertThat(names()).containsExactly("app.conf");
    }

    @Test
    void a_change_that_was_only_begun_is_taken_back_without_harm() throws Exception {
        Path there = Files.writeString(folder.resolve("app.conf"), "old\n");
        Files.writeString(folder.resolve(".app.conf.rappel-before"), "older still\n");
        Call<CopyArguments> call = content("app.conf", "new\n", "0600");
        var state = Rounds.observe(host, copy, call);
        var some = (Change.Some<PathState>) copy.diff(state, call);
        Rounds.undo(host, copy, copy.wayBack(state, call, some));
        assertThat(there).hasContent("old\n");
    }

    @Test
    void a_file_that_its_check_refuses_never_takes_its_place() throws Exception {
        Path there = Files.writeString(folder.resolve("app.conf"), "good\n");
        Call<CopyArguments> call =
                content("app.conf", "bad\n", "0644", Optional.of("grep -q good %s"));
        assertThatThrownBy(() -> Rounds.run(host, copy, call))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("does not accept the new file");
        assertThat(there).hasContent("good\n");
        Call<CopyArguments> good =
                content("app.conf", "very good\n", "0644", Optional.of("grep -q good %s"));
        var round = Rounds.run(host, copy, good);
        assertThat(there).hasContent("very good\n");
        Rounds.undo(host, copy, round.undo());
        assertThat(there).hasContent("good\n");
        assertThat(names()).containsExactly("app.conf");
    }

    @Test
    void a_link_in_the_way_of_a_file_comes_back() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("prog"), Path.of("prog-1"));
        var round = Rounds.run(host, copy, content("prog", "x", "0755"));
        assertThat(Files.isSymbolicLink(link)).isFalse();
        Rounds.undo(host, copy, round.undo());
        assertThat(Files.readSymbolicLink(link)).isEqualTo(Path.of("prog-1"));
    }

    @Test
    void folders_come_with_those_above_them_and_go_with_them_unless_used() throws Exception {
        Call<FileArguments> call =
                path("a/b c/d", FileArguments.State.DIRECTORY, Optional.empty(), "0750");
        var round = Rounds.run(host, file, call);
        assertThat(mode(folder.resolve("a/b c/d"))).isEqualTo("rwxr-x---");
        Rounds.undo(host, file, round.undo());
        assertThat(names()).isEmpty();
        var again = Rounds.run(host, file, call);
        Files.writeString(folder.resolve("a/used"), "");
        Rounds.undo(host, file, again.undo());
        assertThat(names()).containsExactly("a", "a/used");
    }

    @Test
    void what_is_removed_is_kept_until_it_is_put_back() throws Exception {
        Files.createDirectories(folder.resolve("data/deep"));
        Files.writeString(folder.resolve("data/deep/file"), "x");
        Call<FileArguments> call = path("data", FileArguments.State.ABSENT, Optional.empty(), "");
        var round = Rounds.run(host, file, call);
        assertThat(folder.resolve("data")).doesNotExist();
        Rounds.undo(host, file, round.undo());
        Rounds.undo(host, file, round.undo());
        assertThat(folder.resolve("data/deep/file")).hasContent("x");
        assertThat(names()).containsExactly("data", "data/deep", "data/deep/file");
    }

    @Test
    void a_link_changes_in_one_step_and_back() throws Exception {
        Path link = folder.resolve("current");
        var first =
                Rounds.run(
                        host,
                        file,
                        path("current", FileArguments.State.LINK, Optional.of("v 1"), ""));
        assertThat(first.acts().getFirst().description()).isEqualTo("link → v 1");
        var second =
                Rounds.run(
                        host,
                        file,
                        path("current", FileArguments.State.LINK, Optional.of("v 2"), ""));
        assertThat(second.acts().getFirst().description()).isEqualTo("link v 1 → v 2");
        assertThat(Files.readSymbolicLink(link)).isEqualTo(Path.of("v 2"));
        Rounds.undo(host, file, second.undo());
        assertThat(Files.readSymbolicLink(link)).isEqualTo(Path.of("v 1"));
        Rounds.undo(host, file, first.undo());
        assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void rights_hold_for_all_that_is_in_a_folder_and_come_back_one_by_one() throws Exception {
        Files.createDirectories(folder.resolve("d/e"));
        Path odd = Files.writeString(folder.resolve("d/e/odd\nname"), "");
        Files.setPosixFilePermissions(odd, PosixFilePermissions.fromString("rw-rw-rw-"));
        Files.setPosixFilePermissions(
                folder.resolve("d"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(
                folder.resolve("d/e"), PosixFilePermissions.fromString("rwxrwxr-x"));
        var round =
                Rounds.run(
                        host,
                        file,
                        path("d", FileArguments.State.DIRECTORY, Optional.empty(), "0700", true));
        assertThat(round.acts().getFirst().description()).isEqualTo("0755 → 0700, 2 things in it");
        assertThat(mode(odd)).isEqualTo("rwx------");
        Rounds.undo(host, file, round.undo());
        assertThat(mode(odd)).isEqualTo("rw-rw-rw-");
        assertThat(mode(folder.resolve("d/e"))).isEqualTo("rwxrwxr-x");
        assertThat(mode(folder.resolve("d"))).isEqualTo("rwxr-xr-x");
    }

    @Test
    void a_folder_loses_bits_that_chmod_alone_would_leave() throws Exception {
        Path d = Files.createDirectory(folder.resolve("d"));
        new ProcessBuilder("chmod", "2755", d.toString()).start().waitFor();
        var round =
                Rounds.run(
                        host,
                        file,
                        path("d", FileArguments.State.DIRECTORY, Optional.empty(), "0755"));
        assertThat(round.acts().getFirst().description()).isEqualTo("2755 → 0755");
    }

    @Test
    void a_missing_folder_blocks_a_copy_until_an_earlier_task_is_planned_to_make_it()
            throws Exception {
        Call<CopyArguments> call = content("x/y/app.conf", "a\n", "0644");
        PathState now = Rounds.observe(host, copy, call);
        assertThat(copy.diff(now, call))
                .isInstanceOfSatisfying(
                        Change.Blocked.class,
                        b -> assertThat(b.why()).startsWith("there is no folder "));
        Call<FileArguments> folders =
                path("x/y", FileArguments.State.DIRECTORY, Optional.empty(), "");
        var made = (Change.Some<PathState>) Rounds.diff(host, file, folders);
        PathState then = copy.predict(now, call, made.acts());
        var planned = (Change.Some<PathState>) copy.diff(then, call);
        Rounds.run(host, file, folders);
        assertThat(Rounds.run(host, copy, call).acts()).isEqualTo(planned.acts());
    }

    @Test
    void the_second_of_two_tasks_on_one_file_is_planned_on_what_the_first_leaves()
            throws Exception {
        Call<CopyArguments> first = content("f", "a\nb\n", "0644");
        Call<CopyArguments> second = content("f", "a\nb\nc\n", "0600");
        var one = (Change.Some<PathState>) Rounds.diff(host, copy, first);
        PathState seen = Rounds.observe(host, copy, second);
        var two =
                (Change.Some<PathState>) copy.diff(copy.predict(seen, second, one.acts()), second);
        assertThat(two.acts().getFirst().description())
                .isEqualTo("content, 2 → 3 lines, 0644 → 0600");
        Rounds.run(host, copy, first);
        assertThat(Rounds.run(host, copy, second).acts()).isEqualTo(two.acts());
    }

    @Test
    void bytes_that_are_no_text_are_compared_and_not_shown() throws Exception {
        Path there = folder.resolve("bin");
        Files.write(there, new byte[] {0, 1, (byte) 0xff});
        var change =
                (Change.Some<PathState>) Rounds.diff(host, copy, content("bin", "text", "0644"));
        assertThat(change.acts().getFirst().difference()).isEmpty();
        assertThat(change.acts().getFirst().description()).startsWith("content, 3 bytes → 4 bytes");
    }

    @Test
    void a_private_key_is_not_shown_even_where_nobody_marked_it() throws Exception {
        Files.writeString(
                folder.resolve("key"),
                "-----BEGIN PRIVATE KEY-----\nabc\n",
                StandardCharsets.UTF_8);
        var change =
                (Change.Some<PathState>) Rounds.diff(host, copy, content("key", "new", "0600"));
        assertThat(change.toString()).doesNotContain("abc");
    }
}
