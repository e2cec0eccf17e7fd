package dev.rappel.cli.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The playbook from 3.5 to 3.4, changed for a 3.4 that is too old for it. */
final class Playbook34 {
    private static final String TASK =
            """
                - name: Bring the configuration to 3.4
                  etcd.config:
                    from: "3.5"
                    to: "{{etcd_target}}"

            """;

    private Playbook34() {}

    /** Before 3.4.31 the option that the configuration must have is not known. */
    static String withoutConfiguration(Path playbook) throws IOException {
        String text = Files.readString(playbook);
        assertThat(text).contains(TASK);
        return text.replace(TASK, "");
    }
}
