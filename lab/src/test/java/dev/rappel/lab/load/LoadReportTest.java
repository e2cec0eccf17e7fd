package dev.rappel.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LoadReportTest {
    private static final Instant BEGAN = Instant.parse("2026-01-01T10:00:00Z");
    private static final URI ONE = URI.create("http://10.0.0.1:2379");
    private static final LostWrite LOST =
            new LostWrite("p/w0/00000003", "9 p/w0/…", Optional.empty(), List.of(ONE), BEGAN, 77);

    @Test
    void nothing_lost_and_everything_read_back_is_kept() {
        LoadReport report = report(10, List.of(), 0, Optional.empty());
        assertThat(report.verdict()).isEqualTo(LoadReport.Verdict.KEPT);
        assertThat(report.text()).startsWith("nothing lost: ");
    }

    @Test
    void one_lost_write_or_one_wrong_read_is_lost() {
        assertThat(report(10, List.of(LOST), 0, Optional.empty()).verdict())
                .isEqualTo(LoadReport.Verdict.LOST);
        assertThat(report(10, List.of(), 1, Optional.empty()).ok()).isFalse();
    }

    @Test
    void what_was_not_tried_or_not_read_back_proves_nothing() {
        assertThat(report(0, List.of(), 0, Optional.empty()).verdict())
                .isEqualTo(LoadReport.Verdict.UNPROVEN);
        ErrorKind refused = new ErrorKind("UNAVAILABLE", "Connection refused");
        LoadReport report = report(10, List.of(), 0, Optional.of(refused));
        assertThat(report.verdict()).isEqualTo(LoadReport.Verdict.UNPROVEN);
        assertThat(report.text()).contains("not read back: UNAVAILABLE: Connection refused");
    }

    @Test
    void the_text_names_every_lost_write_and_stands_in_columns() {
        assertThat(report(10, List.of(LOST), 0, Optional.empty()).text())
                .isEqualTo(
                        """
                        LOST: 1 of 8 keys do not have what was acknowledged; 0 reads during the run missed it
                          run     12.0 s from 2026-01-01T10:00:00Z (times are UTC)
                          keys    p/…  still there
                          leader  1 change: a1 in term 2 (10:00:00.000) → ? in term 3 (10:00:05.000)
                          member  http://10.0.0.1:2379  3.7.1 → 3.6.14  read back

                                       ok  failed  per s  p50      p99    longest  gap
                          all  writes  10  2       1      1.50 ms  12 ms  920 ms   1.0 s from 10:00:04.000
                               reads   0   0       0      1.50 ms  12 ms  920 ms   1.0 s from 10:00:04.000

                        errors
                          writes  2  10:00:01.000 to 10:00:03.000  DEADLINE_EXCEEDED

                        lost
                          p/w0/00000003  expected  9 p/w0/…
                                         found     nothing
                                         written   10:00:00.000 at revision 77
                                         through   http://10.0.0.1:2379
                        """);
    }

    @Test
    void the_json_says_the_same_to_programs() throws Exception {
        JsonNode json =
                new JsonMapper().readTree(report(10, List.of(LOST), 0, Optional.empty()).json());
        assertThat(json.at("/verdict").asText()).isEqualTo("LOST");
        assertThat(json.at("/lost/0/key").asText()).isEqualTo("p/w0/00000003");
        assertThat(json.at("/lost/0/found").isNull()).isTrue();
        assertThat(json.at("/writes/p50Ms").asDouble()).isEqualTo(1.5);
        assertThat(json.at("/writes/errors/0/count").asLong()).isEqualTo(2);
        assertThat(json.at("/leadership/changes").asInt()).isEqualTo(1);
        assertThat(json.at("/phases/0/name").asText()).isEqualTo("start");
        assertThat(json.at("/verification/members/0/complete").asBoolean()).isTrue();
    }

    private static LoadReport report(
            long writes, List<LostWrite> lost, long wrongReads, Optional<ErrorKind> problem) {
        CallFigures wrote =
                figures(
                        writes,
                        List.of(
                                new CallFigures.ErrorCount(
                                        new ErrorKind("DEADLINE_EXCEEDED", ""),
                                        2,
                                        BEGAN.plusSeconds(1),
                                        BEGAN.plusSeconds(3))));
        CallFigures read = figures(0, List.of());
        return new LoadReport(
                List.of(ONE),
                "p/",
                BEGAN,
                Duration.ofSeconds(12),
                wrote,
                read,
                List.of(new LoadReport.Phase("start", BEGAN, Duration.ofSeconds(12), wrote, read)),
                new Leadership(
                        List.of(
                                new Leadership.Term(2, Optional.of("a1"), BEGAN),
                                new Leadership.Term(3, Optional.empty(), BEGAN.plusSeconds(5)))),
                Map.of(ONE.toString(), List.of("3.7.1", "3.6.14")),
                new Verification(
                        8, List.of(new Verification.Member(ONE, problem)), Duration.ofMillis(30)),
                lost,
                wrongReads,
                List.of(),
                true);
    }

    private static CallFigures figures(long ok, List<CallFigures.ErrorCount> errors) {
        return new CallFigures(
                ok,
                errors,
                new CallFigures.Gap(BEGAN.plusSeconds(4), Duration.ofSeconds(1)),
                Duration.ofNanos(1_500_000),
                Duration.ofMillis(12),
                Duration.ofMillis(920),
                ok / 12.0);
    }
}
