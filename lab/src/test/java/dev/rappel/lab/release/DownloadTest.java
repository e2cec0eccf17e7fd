package dev.rappel.lab.release;

import static dev.rappel.lab.release.TestArchive.ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.LocalCommand;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The download path, from a server that does well and from servers that do not. */
final class DownloadTest {
    private static final String SUMS = "/v" + ID.version() + "/SHA256SUMS";
    private static final String ARCHIVE = "/v" + ID.version() + "/" + ID.archiveName();
    private static final Deadlines HASTY = StoreFixture.deadlines(Duration.ofMillis(400));

    @TempDir Path temp;
    private TestServer server;
    private StoreFixture store;
    private byte[] sound;

    @BeforeEach
    void start() throws Exception {
        sound = TestArchive.sound().noise(ID.topFolder() + "/noise", 300_000).bytes();
        server = new TestServer();
        store = new StoreFixture(temp).etcd(server.base());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_release_is_downloaded_checked_and_can_be_run() throws Exception {
        server.release(ID, sound);

        Release release = store.get();

        assertThat(LocalCommand.of(release.etcd().toString()).expect().out())
                .isEqualTo("etcd Version: 3.7.9\n");
        assertThat(release.etcdctl()).isExecutable();
        assertThat(release.etcdutl()).isPresent();
        assertThat(release.sha256()).isEqualTo(TestArchive.sha256(sound));
        assertThat(release.official()).isTrue();
        assertThat(release.origin()).hasToString("downloaded from " + server.base() + "/v3.7.9/");
        assertThat(store.told).contains("done: " + release.origin());
    }

    @Test
    void the_store_is_asked_first_and_needs_no_server() throws Exception {
        server.release(ID, sound);
        store.get();
        server.close();

        assertThat(store.get().official()).isTrue();
        assertThat(server.requests()).containsExactly(SUMS, ARCHIVE);
    }

    @Test
    void a_wrong_checksum_is_refused_and_nothing_is_kept() throws Exception {
        server.release(ID, sound).page(SUMS, TestArchive.sums(ID, new byte[] {1}));

        Failure failure = store.refused();

        assertThat(failure.kind()).isEqualTo(Failure.Kind.REFUSED);
        assertThat(failure.what())
                .isEqualTo(
                        "%s, downloaded from %s/v3.7.9/, has the wrong checksum"
                                .formatted(ID.archiveName(), server.base()));
        assertThat(failure.why())
                .contains(TestArchive.sha256(sound), TestArchive.sha256(new byte[] {1}));
        assertThat(store.files()).isEmpty();
    }

    @Test
    void a_truncated_archive_is_refused_even_with_a_checksum_of_its_own() throws Exception {
        server.release(ID, TestArchive.sound().noise(ID.topFolder() + "/noise", 5000).truncated());

        assertThat(store.refused().why()).contains("ends too early");
        assertThat(store.files()).isEmpty();
    }

    @Test
    void archives_that_reach_outside_are_refused_and_nothing_is_kept() throws Exception {
        server.release(ID, TestArchive.sound().file("../../evil", 0644, "x").bytes());
        assertThat(store.refused().why()).contains("leads out of it, `../../evil`");

        String top = ID.topFolder();
        server.release(ID, TestArchive.sound().symbolicLink(top + "/etc", "/etc").bytes());
        assertThat(store.refused().why()).contains("holds a link, `" + top + "/etc`");

        assertThat(store.files()).isEmpty();
        assertThat(temp.toFile().list()).containsExactly("store");
    }

    @Test
    void a_redirect_is_followed_to_another_server() throws Exception {
        try (TestServer other = new TestServer()) {
            other.page("/blob/1", sound);
            server.page(SUMS, TestArchive.sums(ID, sound))
                    .redirect(ARCHIVE, other.base() + "/blob/1?signature=secret");

            assertThat(store.get().official()).isTrue();
            assertThat(String.join("\n", store.told)).doesNotContain("secret");
        }
    }

    @Test
    void a_redirect_without_end_or_to_nowhere_is_given_up() {
        server.redirect(SUMS, SUMS);
        assertThat(store.answers()).contains(server.host() + " redirects more than 5 times");

        server.redirect(SUMS, "file:///etc/passwd");
        assertThat(store.answers()).contains("redirects to something that is no web address");
    }

    @Test
    void a_redirect_from_https_to_plain_http_is_followed_on_loopback_only() {
        assertThat(mayFollow("https://a.example", "http://a.example")).isFalse();
        assertThat(mayFollow("HTTPS://a.example", "http://127.0.0.1.a.example")).isFalse();
        assertThat(mayFollow("https://a.example", "http://127.0.0.1:80")).isTrue();
        assertThat(mayFollow("https://a.example", "https://b.example")).isTrue();
        assertThat(mayFollow("http://a.example", "http://b.example")).isTrue();
    }

    private static boolean mayFollow(String from, String to) {
        return Download.mayFollow(URI.create(from), URI.create(to));
    }

    @Test
    void a_missing_release_is_told_from_a_server_in_trouble() {
        assertThat(store.answers()).contains("it has no " + ID.archiveName() + " (HTTP 404)");

        server.status(SUMS, 503);
        assertThat(store.answers()).contains(server.host() + " answers HTTP 503");

        server.status(SUMS, 403);
        assertThat(store.answers()).contains(server.host() + " does not let us in (HTTP 403)");

        server.page(SUMS, TestArchive.sums(ID, sound));
        assertThat(store.answers()).contains("lists " + ID.archiveName() + " and does not have it");

        server.page(SUMS, "no such line\n");
        assertThat(store.answers()).contains("SHA256SUMS has no line for " + ID.archiveName());
    }

    @Test
    void a_server_that_cannot_be_reached_says_why() {
        store.etcd(StoreFixture.NOWHERE);
        assertThat(store.answers()).contains("127.0.0.1:1 takes no connection");

        store.etcd(URI.create("http://etcd.invalid/releases"));
        assertThat(store.answers()).contains("the name etcd.invalid cannot be looked up");
    }

    @Test
    void a_connection_that_stalls_is_given_up_with_what_came() throws Exception {
        server.page(SUMS, TestArchive.sums(ID, sound)).stall(ARCHIVE, sound, 200_000);
        store.waits(HASTY);

        assertThat(store.answers())
                .contains(server.host() + " sent nothing for 400 ms after 0.2 MB of 0.3 MB");
        assertThat(store.files()).isEmpty();
    }

    @Test
    void a_server_that_never_answers_is_given_up() {
        server.silent(SUMS);
        store.waits(HASTY);

        assertThat(store.answers()).contains(server.host() + " does not answer within 400 ms");
    }

    @Test
    void a_connection_that_breaks_is_told_with_what_came() throws Exception {
        server.page(SUMS, TestArchive.sums(ID, sound)).cut(ARCHIVE, sound, 200_000);

        assertThat(store.answers()).contains(server.host() + " broke off after 0.2 MB of 0.3 MB");
        assertThat(store.files()).isEmpty();
    }

    @Test
    void an_answer_that_is_far_too_long_is_cut() {
        server.page(SUMS, new byte[(1 << 20) + 1]);

        assertThat(store.answers()).contains("sends more than any release of etcd has");
    }

    @Test
    void an_interruption_ends_the_download_and_leaves_nothing() throws Exception {
        server.page(SUMS, TestArchive.sums(ID, sound)).stall(ARCHIVE, sound, 1000);
        Thread[] ended = new Thread[1];
        Thread getting =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                store.get();
                            } catch (InterruptedException e) {
                                ended[0] = Thread.currentThread();
                            } catch (Failure e) {
                                throw new IllegalStateException(e);
                            }
                        });
        server.awaitStall();
        getting.interrupt();
        getting.join();

        assertThat(ended[0]).isSameAs(getting);
        assertThat(store.files()).isEmpty();
        assertThat(store.folder.resolve(".work").toFile().list())
                .containsExactly(ID.topFolder() + ".lock");
    }
}
