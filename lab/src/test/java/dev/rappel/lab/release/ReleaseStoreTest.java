package dev.rappel.lab.release;

import static dev.rappel.lab.release.TestArchive.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.process.Progress;
import dev.rappel.lab.process.SideBySide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReleaseStoreTest {
    @TempDir Path temp;
    private StoreFixture store;

    @BeforeEach
    void start() {
        store = new StoreFixture(temp);
    }

    @Test
    void where_no_source_has_it_each_answer_is_given_and_what_to_put_where() {
        ReleaseId id = new ReleaseId(ReleaseStore.LAST_34, Arch.AMD64);

        Failure failure = store.refused(id);

        assertThat(failure.kind()).isEqualTo(Failure.Kind.REFUSED);
        assertThat(failure.what()).isEqualTo("etcd 3.4.45 for linux-amd64 cannot be had here");
        assertThat(failure.evidence())
                .containsExactly(
                        "the store " + store.folder + ": not there",
                        "etcd's own downloads (127.0.0.1:1): 127.0.0.1:1 takes no connection",
                        "a build from etcd's Go modules: only 3.5.33, 3.6.14, 3.7.1 are pinned",
                        "Debian's packages: they have 3.4.23 only");
        assertThat(failure.help())
                .isEqualTo(
                        "put etcd-v3.4.45-linux-amd64.tar.gz and the SHA256SUMS published with it"
                                + " into "
                                + store.folder
                                + "/v3.4.45, or set RAPPEL_RELEASES to a folder or mirror that has"
                                + " both; without them there are 3.4.23, 3.5.33, 3.6.14, 3.7.1");
    }

    @Test
    void what_is_put_there_by_hand_is_found_and_named_so() throws Exception {
        put("v3.7.9", TestArchive.sound().bytes());

        Release release = store.store().find(ID.version(), ID.arch()).orElseThrow();

        assertThat(release.origin()).hasToString("put into " + store.folder.resolve("v3.7.9"));
        assertThat(store.store().list())
                .singleElement()
                .satisfies(a -> {
                    assertThat(a.version()).isEqualTo(ID.version());
                    assertThat(a.origin()).isEqualTo(release.origin());
                    assertThat(a.bytes()).isEqualTo(Files.size(a.archive()));
                });
    }

    @Test
    void finding_makes_nothing() throws Exception {
        assertThat(store.store().find(ID.version(), ID.arch())).isEmpty();
        assertThat(store.store().list()).isEmpty();
        assertThat(store.folder).doesNotExist();
    }

    @Test
    void a_list_names_what_can_be_found_and_nothing_else() throws Exception {
        put("v3.7.9", TestArchive.sound().bytes());
        put("v3.7.8", TestArchive.sound().bytes());
        Files.writeString(store.folder.resolve("etcd-v3.07.1-linux-amd64.tar.gz"), "");
        Files.writeString(store.folder.resolve("etcd-v3.7.1-linux-mips.tar.gz"), "");

        assertThat(store.store().list())
                .extracting(a -> store.folder.relativize(a.archive()).toString())
                .containsExactly("v3.7.9/" + ID.archiveName());
    }

    @Test
    void an_archive_that_was_damaged_is_refused_with_the_remedy() throws Exception {
        Path archive = put("v3.7.9", TestArchive.sound().bytes());
        store.get();
        Files.writeString(archive, "x");

        Failure failure = store.refused();

        assertThat(failure.what()).contains("in the store, has the wrong checksum");
        assertThat(failure.help()).endsWith("rm " + archive);
    }

    @Test
    void unpacked_programs_that_were_changed_are_unpacked_again() throws Exception {
        put("v3.7.9", TestArchive.sound().bytes());
        Release release = store.get();
        Files.writeString(release.etcd(), "#!/bin/sh\necho changed\n");

        assertThat(version(store.get())).isEqualTo("etcd Version: 3.7.9");
        assertThat(store.folder.resolve(".work").toFile().list())
                .containsExactly(ID.topFolder() + ".lock");
    }

    @Test
    void another_archive_of_the_same_version_is_not_taken_for_the_first() throws Exception {
        put("v3.7.9", TestArchive.sound().bytes());
        store.get();
        String top = ID.topFolder();
        EtcdVersion other = new EtcdVersion(3, 9, 9);
        put(
                "v3.7.9",
                new TestArchive()
                        .program(top + "/etcd", other)
                        .program(top + "/etcdctl", other)
                        .program(top + "/etcdutl", other)
                        .bytes());

        assertThat(version(store.get())).isEqualTo("etcd Version: 3.9.9");
    }

    @Test
    void an_archive_put_in_place_of_ours_loses_its_origin() throws Exception {
        try (TestServer server = new TestServer().release(ID, TestArchive.sound().bytes())) {
            assertThat(store.etcd(server.base()).get().official()).isTrue();
        }
        put("v3.7.9", TestArchive.sound().file(ID.topFolder() + "/b", 0644, "b").bytes());

        assertThat(store.get().origin().kind()).isEqualTo(Origin.Kind.BY_HAND);
    }

    @Test
    void the_newest_3_4_is_the_last_one_where_it_can_be_had() throws Exception {
        ReleaseId last = new ReleaseId(ReleaseStore.LAST_34, Arch.AMD64);
        byte[] archive = TestArchive.sound(last).bytes();
        try (TestServer server = new TestServer().release(last, archive)) {
            Release release =
                    store.etcd(server.base()).store().newest34(Arch.AMD64, Progress.SILENT);

            assertThat(release.version()).isEqualTo(ReleaseStore.LAST_34);
        }
    }

    @Test
    void one_gets_it_and_the_others_wait() throws Exception {
        byte[] archive = TestArchive.sound().noise(ID.topFolder() + "/noise", 100_000).bytes();
        try (TestServer server = new TestServer().release(ID, archive)) {
            SideBySide.Work<Release> get = store.etcd(server.base())::get;

            List<Release> releases = SideBySide.run(Collections.nCopies(5, get));

            assertThat(releases).hasSize(5).allMatch(r -> Files.isExecutable(r.etcd()));
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void another_process_that_gets_it_is_waited_for_visibly_and_not_for_ever() throws Exception {
        Process other = otherProcessWithTheLock();
        try (TestServer server = new TestServer().release(ID, TestArchive.sound().bytes())) {
            store.etcd(server.base()).waits(StoreFixture.deadlines(Duration.ofMillis(300)));
            Failure failure = store.refused();

            assertThat(failure.what()).isEqualTo("gave up waiting for " + ID);
            assertThat(failure.why()).contains("process " + other.pid());
            assertThat(store.told)
                    .contains(
                            "another rappel (process %d) is getting it; waiting"
                                    .formatted(other.pid()));

            // Killed, it holds nothing any more, and what it left is removed.
            other.destroyForcibly().waitFor();
            store.waits(StoreFixture.PATIENT).get();
            assertThat(store.folder.resolve(".work").toFile().list())
                    .containsExactly(ID.topFolder() + ".lock");
        } finally {
            other.destroyForcibly();
        }
    }

    private Process otherProcessWithTheLock() throws IOException {
        Process other =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                LockHolder.class.getName(),
                                store.folder.resolve(".work").toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        assertThat(other.inputReader().readLine()).isEqualTo("locked");
        return other;
    }

    /** The program of the other process. */
    static final class LockHolder {
        private LockHolder() {}

        public static void main(String[] args) throws Exception {
            Path work = Path.of(args[0]);
            Path lock = work.resolve(ID.topFolder() + ".lock");
            Progress.Step silent = Progress.SILENT.start("");
            try (StoreLock _ = StoreLock.take(lock, ID, Duration.ofMinutes(1), silent)) {
                Files.writeString(WorkFolder.make(work, ID).fresh().resolve("half-made"), "x");
                System.out.println("locked");
                System.in.read();
            }
        }
    }

    @Test
    void a_full_disk_is_one_clear_failure_and_leaves_nothing() throws Exception {
        Files.createDirectories(store.folder);
        LocalCommand mount =
                LocalCommand.of(
                        "mount", "-t", "tmpfs", "-o", "size=256k", "none", store.folder + "");
        assumeTrue(mount.run().ok(), "only root may mount a small file system");
        String top = ID.topFolder();
        try (TestServer server =
                new TestServer()
                        .release(ID, TestArchive.sound().noise(top + "/noise", 500_000).bytes())) {
            store.etcd(server.base());
            Failure downloading = store.refused();
            assertThat(downloading.kind()).isEqualTo(Failure.Kind.FAILED);
            assertThat(downloading.what()).contains("downloading").endsWith("did not succeed");
            assertThat(downloading.why()).contains("no space is left where " + store.folder);
            assertThat(downloading.help()).contains("RAPPEL_CACHE");

            server.release(
                    ID, TestArchive.sound().file(top + "/text", 0644, "x".repeat(500_000)).bytes());
            Failure unpacking = store.refused();
            assertThat(unpacking.what()).isEqualTo("unpacking did not succeed");
            assertThat(unpacking.why()).contains("no space is left");

            assertThat(store.files()).isEmpty();
        } finally {
            LocalCommand.of("umount", store.folder.toString()).expect();
        }
    }

    @Test
    void a_folder_that_may_not_be_written_is_told() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "");
        ReleaseStore below =
                new ReleaseStore(
                        file.resolve("store"),
                        Map.of(),
                        StoreFixture.NOWHERE,
                        StoreFixture.PATIENT);

        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> below.get(ID.version(), ID.arch(), Progress.SILENT))
                .withMessageContaining("locking")
                .withMessageContaining(file.toString());
    }

    @Test
    void an_interruption_while_a_file_is_read_is_no_trouble_with_the_disk() throws Exception {
        put("v3.7.9", TestArchive.sound().bytes());

        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(InterruptedException.class).isThrownBy(store::get);
        } finally {
            Thread.interrupted();
        }
    }

    private static String version(Release release) throws Failure, InterruptedException {
        return LocalCommand.of(release.etcd().toString()).expect().out().strip();
    }

    private Path put(String folder, byte[] archive) throws IOException {
        Path home = Files.createDirectories(store.folder.resolve(folder));
        Files.writeString(home.resolve("SHA256SUMS"), TestArchive.sums(ID, archive));
        return Files.write(home.resolve(ID.archiveName()), archive);
    }
}
