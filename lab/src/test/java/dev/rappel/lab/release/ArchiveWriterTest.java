package dev.rappel.lab.release;

import static dev.rappel.lab.release.TestArchive.ID;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArchiveWriterTest {
    @TempDir Path temp;

    @Test
    void the_same_programs_give_the_same_bytes_at_any_time() throws Exception {
        Path etcd = Files.writeString(temp.resolve("etcd"), "#!/bin/sh\n");
        Map<String, Path> programs = Map.of("etcd", etcd, "etcdctl", etcd, "etcdutl", etcd);
        Path first = temp.resolve("1.tar.gz");
        Path second = temp.resolve("2.tar.gz");

        ArchiveWriter.write(ID, programs, "not etcd's own", first);
        Files.setLastModifiedTime(etcd, FileTime.fromMillis(1_000_000));
        ArchiveWriter.write(ID, programs, "not etcd's own", second);

        assertThat(first).hasSameBinaryContentAs(second);
    }

    @Test
    void what_is_written_can_be_unpacked() throws Exception {
        Path etcd = Files.writeString(temp.resolve("server"), "#!/bin/sh\necho here\n");
        Path archive = temp.resolve(ID.archiveName());
        ArchiveWriter.write(
                ID, Map.of("etcd", etcd, "etcdctl", etcd, "etcdutl", etcd), "text", archive);

        new ArchiveReader(ArchiveReader.Limits.usual()).unpack(archive, ID, temp);

        assertThat(temp.resolve(ID.topFolder()).resolve("etcd"))
                .isExecutable()
                .hasSameBinaryContentAs(etcd);
    }
}
