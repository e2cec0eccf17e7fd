package dev.rappel.lab.release;

import static dev.rappel.lab.release.TestArchive.ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.text.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What RAPPEL_RELEASES may name: a folder or a mirror, in either layout. */
final class NamedSourceTest {
    @TempDir Path temp;
    private Path given;
    private StoreFixture store;
    private byte[] sound;

    @BeforeEach
    void start() throws IOException {
        sound = TestArchive.sound().bytes();
        given = Files.createDirectories(temp.resolve("given archives"));
        store = new StoreFixture(temp).named(given.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "v3.7.9"})
    void a_folder_may_have_either_layout(String where) throws Exception {
        put(Files.createDirectories(given.resolve(where)), sound);

        Release release = store.get();

        assertThat(release.origin().kind()).isEqualTo(Origin.Kind.FOLDER);
        assertThat(release.official()).isFalse();
        assertThat(release.etcd()).isExecutable();
    }

    @Test
    void a_folder_may_be_written_as_a_url() throws Exception {
        put(given, sound);

        assertThat(store.named(given.toUri().toString()).get().origin().kind())
                .isEqualTo(Origin.Kind.FOLDER);
    }

    @Test
    void a_folder_without_the_release_gives_way_to_the_next_source() throws Exception {
        try (TestServer server = new TestServer().release(ID, sound)) {
            assertThat(store.etcd(server.base()).get().official()).isTrue();
        }
    }

    @Test
    void a_folder_comes_before_etcds_downloads() throws Exception {
        put(given, sound);
        try (TestServer server = new TestServer().release(ID, sound)) {
            store.etcd(server.base()).get();

            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void an_archive_that_cannot_be_checked_is_refused() throws Exception {
        Path archive = Files.write(given.resolve(ID.archiveName()), sound);
        assertThat(store.refused().what()).isEqualTo(archive + " cannot be checked");
        assertThat(store.refused().why()).isEqualTo("there is no SHA256SUMS beside it");

        Files.writeString(given.resolve("SHA256SUMS"), "0".repeat(64) + "  other.tar.gz\n");
        assertThat(store.refused().why()).endsWith("SHA256SUMS has no line for it");

        Files.writeString(given.resolve("SHA256SUMS"), TestArchive.sums(ID, new byte[0]));
        assertThat(store.refused().what()).contains("has the wrong checksum");
        assertThat(store.files()).isEmpty();
    }

    @Test
    void a_folder_that_is_none_is_a_mistake_to_tell() throws Exception {
        Failure missing = store.named(temp.resolve("gone").toString()).refused();
        assertThat(missing.kind()).isEqualTo(Failure.Kind.USAGE);
        assertThat(missing.why()).isEqualTo(temp.resolve("gone") + " does not exist");

        Path file = Files.writeString(temp.resolve("file"), "");
        assertThat(store.named(file.toString()).refused().why()).isEqualTo(file + " is a file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://ann:hunter2@example.org/etcd",
                "https:///etcd",
                "https://example.org/etcd?token=hunter2",
                "https://ann:hunter2@exa mple.org/"
            })
    void other_addresses_are_refused_and_not_repeated(String text) {
        Failure failure = store.named(text).refused();

        assertThat(failure.kind()).isEqualTo(Failure.Kind.USAGE);
        assertThat(failure.getMessage())
                .isEqualTo("RAPPEL_RELEASES names neither a folder nor a mirror");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v3.7.9/"})
    void a_mirror_may_have_either_layout(String where) throws Exception {
        try (TestServer server =
                new TestServer()
                        .page("/etcd" + where + "SHA256SUMS", TestArchive.sums(ID, sound))
                        .page("/etcd" + where + ID.archiveName(), sound)) {
            Release release = store.named(server.base() + "/etcd/").get();

            assertThat(release.origin())
                    .isEqualTo(new Origin(Origin.Kind.MIRROR, server.base() + "/etcd" + where));
        }
    }

    @Test
    void a_mirrors_password_is_sent_to_it_alone_and_shown_nowhere() throws Exception {
        try (TestServer server = new TestServer();
                TestServer other = new TestServer().page("/blob", sound)) {
            server.release(ID, sound)
                    .redirect("/v3.7.9/" + ID.archiveName(), other.base() + "/blob");
            store.named("http://ann:hunter2@" + server.host());

            Release release = store.get();

            assertThat(server.passwords()).isNotEmpty().containsOnly("Basic YW5uOmh1bnRlcjI=");
            assertThat(other.passwords()).isEmpty();
            assertThat(release.toString() + store.told).doesNotContain("hunter2");
        }
    }

    private static void put(Path folder, byte[] archive) throws IOException {
        Files.write(folder.resolve(ID.archiveName()), archive);
        Files.writeString(folder.resolve("SHA256SUMS"), TestArchive.sums(ID, archive));
    }
}
