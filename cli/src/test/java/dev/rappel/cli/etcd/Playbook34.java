package dev.rappel.cli.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.lab.process.Progress;
import dev.rappel.lab.release.Arch;
import dev.rappel.lab.release.EtcdVersion;
import dev.rappel.lab.release.Release;
import dev.rappel.lab.release.ReleaseStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The playbook from 3.5 to 3.4, and the same changed for a 3.4 that is too old for it. */
final class Playbook34 {
    static final Path SHIPPED = Command.PLAYBOOKS.resolve("etcd-downgrade-3.5-to-3.4.yml");
    static final EtcdVersion OLD = new EtcdVersion(3, 5, 33);

    /** The newest that can always be had. */
    static final EtcdVersion TOO_OLD = new EtcdVersion(3, 4, 23);

    private static final String TASK =
            """
                - name: Bring the configuration to 3.4
                  etcd.config:
                    from: "3.5"
                    to: "{{etcd_target}}"

            """;

    private Playbook34() {}

    static Release release(EtcdVersion version) throws Exception {
        return ReleaseStore.ofThisUser().get(version, Arch.here(), Progress.SILENT);
    }

    /** For the command: which 3.4 it is to be, then these words. */
    static String[] to(Release release, String... more) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "-e",
                                "etcd_archive=" + release.archive(),
                                "-e",
                                "etcd_target=" + release.version()));
        words.addAll(Arrays.asList(more));
        return words.toArray(String[]::new);
    }

    /** Before 3.4.31 the option that the configuration must have is not known. */
    static String withoutConfiguration() throws IOException {
        return replaced(Files.readString(SHIPPED), TASK, "");
    }

    /**
     * The same, where each host's variables say what its turn is: another program, or only another
     * start.
     */
    static String turnByTurn() throws IOException {
        String text =
                replaced(
                        withoutConfiguration(),
                        """
                            - name: Replace the binary
                              etcd.binary:
                                version: "{{etcd_target}}"
                                archive: "{{etcd_archive}}"
                        """,
                        """
                            - name: Replace the binary
                              etcd.binary:
                                version: "{{etcd_target}}"
                                archive: "{{etcd_archive}}"
                              when: turn == "replace"
                        """);
        return replaced(
                text,
                "      etcd.start:\n",
                "      etcd.start:\n        always: \"{{restart_anyway}}\"\n");
    }

    private static String replaced(String text, String what, String by) {
        assertThat(text).contains(what);
        return text.replace(what, by);
    }
}
