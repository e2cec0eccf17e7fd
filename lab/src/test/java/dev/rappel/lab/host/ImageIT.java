package dev.rappel.lab.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.model.Capability;
import dev.rappel.engine.text.Failure;
import dev.rappel.lab.process.CacheFolder;
import dev.rappel.lab.process.LocalCommand;
import dev.rappel.lab.process.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** The image without the lab around it. */
final class ImageIT {
    private static final CacheFolder CACHE = CacheFolder.ofThisUser();

    @Test
    void it_boots_for_whoever_starts_it() throws Exception {
        String image = Image.ready(Docker.ready(CACHE, new Shown()), CACHE, new Shown());
        try (GenericContainer<?> host = new GenericContainer<>(DockerImageName.parse(image))) {
            host.withCreateContainerCmdModifier(create ->
                            Objects.requireNonNull(create.getHostConfig())
                                    .withCapAdd(Capability.SYS_ADMIN, Capability.NET_ADMIN)
                                    .withSecurityOpts(
                                            List.of("seccomp=unconfined", "apparmor=unconfined"))
                                    .withCgroupnsMode("private"))
                    .withTmpFs(Map.of("/run", "rw", "/run/lock", "rw", "/tmp", "rw,exec,mode=1777"))
                    .withEnv("container", "docker")
                    .withExposedPorts(22)
                    .waitingFor(
                            Wait.forSuccessfulCommand("systemctl is-system-running")
                                    .withStartupTimeout(Duration.ofSeconds(60)));
            host.start();

            assertThat(host.execInContainer("ps", "-o", "comm=", "1").getStdout())
                    .isEqualTo("systemd\n");
            LocalCommand.Result keys =
                    LocalCommand.of(
                                    "ssh-keyscan",
                                    "-p",
                                    String.valueOf(host.getMappedPort(22)),
                                    "127.0.0.1")
                            .run();
            assertThat(keys.out()).contains("ssh-ed25519").contains("ecdsa-sha2-nistp256");
        }
    }

    @Test
    void a_full_disk_is_one_clear_line_and_leaves_nothing(@TempDir Path folder) throws Exception {
        Docker docker = Docker.ready(CACHE, new Shown());
        assumeTrue(
                LocalCommand.of(
                                "mount",
                                "-t",
                                "tmpfs",
                                "-o",
                                "size=100m",
                                "full",
                                folder.toString())
                        .run()
                        .ok(),
                "only root can make a small file system");
        try {
            CacheFolder cache = new CacheFolder(folder);
            Files.createDirectories(cache.images());
            ImageBuild build = new ImageBuild(docker, cache, Progress.SILENT);

            assertThatThrownBy(() -> build.make("rappel-host-it:never"))
                    .isInstanceOfSatisfying(
                            Failure.class,
                            f -> {
                                assertThat(f.kind()).isEqualTo(Failure.Kind.REFUSED);
                                assertThat(f.what())
                                        .isEqualTo("too little room to make the host image");
                            });
            // It says there is room enough, and then there is not.
            assumeTrue(
                    !Image.there(docker, "debian:bookworm-slim"), "the base need not be made here");
            assertThatThrownBy(() -> build.needing(0).make("rappel-host-it:never"))
                    .isInstanceOfSatisfying(
                            Failure.class, f -> assertThat(f.why()).isEqualTo("the disk is full"));

            assertThat(LocalCommand.of("ls", cache.images().toString()).run().out()).isEmpty();
            assertThat(docker.lines("images", "-q", "rappel-host-it")).isEmpty();
        } finally {
            LocalCommand.of("umount", folder.toString()).run();
        }
    }
}
