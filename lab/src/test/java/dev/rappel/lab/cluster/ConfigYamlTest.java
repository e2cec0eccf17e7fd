package dev.rappel.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The types that etcd's YAML file wants; each was refused or ignored in another form. */
final class ConfigYamlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    snapshot-count            | 500     | snapshot-count: 500
                    pre-vote                  | true    | pre-vote: true
                    grpc-keepalive-interval   | 2h      | grpc-keepalive-interval: 7200000000000
                    backend-batch-interval    | 10ms    | backend-batch-interval: 10000000
                    auto-compaction-retention | 5m      | auto-compaction-retention: "5m"
                    auto-compaction-retention | 1       | auto-compaction-retention: "1"
                    name                      | 12      | name: "12"
                    log-outputs               | stderr  | log-outputs: [stderr]
                    log-level                 | debug   | log-level: "debug"
                    """)
    void a_value_has_the_type_of_its_option(String flag, String value, String line) {
        assertThat(ConfigYaml.of(Map.of(flag, value))).isEqualTo(line + "\n");
    }
}
