package dev.rappel.lab.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CacheFolderTest {
    private static final Path HOME = Path.of("/home/ann");

    @Test
    void is_below_the_users_caches() {
        assertThat(CacheFolder.of(Map.of(), HOME).root())
                .isEqualTo(Path.of("/home/ann/.cache/rappel"));
    }

    @Test
    void follows_the_xdg_variable_unless_it_is_relative() {
        assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", "/var/tmp/c"), HOME).root())
                .isEqualTo(Path.of("/var/tmp/c/rappel"));
        assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", "c"), HOME).root())
                .isEqualTo(Path.of("/home/ann/.cache/rappel"));
    }

    @Test
    void can_be_named_by_a_variable_of_its_own() {
        assertThat(
                        CacheFolder.of(
                                        Map.of(
                                                "RAPPEL_CACHE",
                                                "/data/rappel",
                                                "XDG_CACHE_HOME",
                                                "/c"),
                                        HOME)
                                .root())
                .isEqualTo(Path.of("/data/rappel"));
    }
}
