package dev.rappel.modules.etcd.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rappel.engine.text.Failure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SnapshotFileTest {
    private static final int PAGE = 4096;

    @TempDir Path folder;

    @Test
    void a_whole_one_is_taken_with_its_hash() throws Exception {
        byte[] database = database(4, 4);
        SnapshotFile file = SnapshotFile.verified(write(signed(database)));
        assertThat(file.size()).isEqualTo(4 * PAGE + 32);
        assertThat(file.sha256()).hasSize(64);
    }

    @Test
    void one_damaged_meta_page_is_borne() throws Exception {
        byte[] database = database(4, 4);
        database[20] ^= 1;
        assertThat(SnapshotFile.verified(write(signed(database))).size()).isPositive();
    }

    @Test
    void two_damaged_meta_pages_are_not() throws Exception {
        byte[] database = database(4, 4);
        database[20] ^= 1;
        database[PAGE + 20] ^= 1;
        assertBroken(signed(database), "neither of its meta pages");
    }

    @Test
    void a_changed_byte_is_found() throws Exception {
        byte[] file = signed(database(4, 4));
        file[3 * PAGE + 5] ^= 1;
        assertBroken(file, "hash at its end");
    }

    @Test
    void a_changed_hash_is_found() throws Exception {
        byte[] file = signed(database(4, 4));
        file[file.length - 1] ^= 1;
        assertBroken(file, "hash at its end");
    }

    @Test
    void one_that_ends_early_is_found() throws Exception {
        byte[] file = signed(database(4, 4));
        assertBroken(Arrays.copyOf(file, 3 * PAGE), "its size");
        assertBroken(Arrays.copyOf(file, 3 * PAGE + 32), "hash at its end");
        assertBroken(new byte[0], "its size");
    }

    @Test
    void one_that_should_be_longer_is_found_though_its_hash_is_right() throws Exception {
        assertBroken(signed(database(4, 9)), "should have 9 pages and has 4");
    }

    private void assertBroken(byte[] bytes, String why) throws Exception {
        Path file = write(bytes);
        assertThatThrownBy(() -> SnapshotFile.verified(file))
                .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.why()).contains(why));
    }

    private Path write(byte[] bytes) throws Exception {
        return Files.write(folder.resolve("snapshot.db"), bytes);
    }

    private static byte[] signed(byte[] database) throws Exception {
        byte[] file = Arrays.copyOf(database, database.length + 32);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(database);
        System.arraycopy(hash, 0, file, database.length, hash.length);
        return file;
    }

    /** As bbolt lays it out: two meta pages, the second one the newer. */
    private static byte[] database(int pages, long extent) {
        ByteBuffer bytes = ByteBuffer.allocate(pages * PAGE).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 2; i++) {
            int at = i * PAGE;
            bytes.putInt(at + 16, 0xED0CDAED);
            bytes.putInt(at + 20, 2);
            bytes.putInt(at + 24, PAGE);
            bytes.putLong(at + 56, extent);
            bytes.putLong(at + 64, 7 + i);
            bytes.putLong(at + 72, SnapshotFile.fnv1a(bytes.array(), at + 16, at + 72));
        }
        return bytes.array();
    }
}
