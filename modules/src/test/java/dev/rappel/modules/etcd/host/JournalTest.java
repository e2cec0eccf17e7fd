package dev.rappel.modules.etcd.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.module.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JournalTest {
    @Test
    void the_reason_is_the_fatal_line_without_its_surroundings() {
        assertThat(
                        Journal.reason(
                                List.of(
                                        "{\"level\":\"info\",\"msg\":\"starting\"}",
                                        "{\"level\":\"fatal\",\"ts\":\"x\",\"msg\":\"failed to start\","
                                                + "\"error\":\"bind: in use\",\"stacktrace\":\"y\"}",
                                        "{\"level\":\"info\",\"msg\":\"later\"}")))
                .contains("failed to start: bind: in use");
    }

    @Test
    void of_several_starts_the_last_that_says_why_counts() {
        assertThat(
                        Journal.reason(
                                List.of(
                                        "Starting etcd.service - etcd...",
                                        "panic: mended since",
                                        "Starting etcd.service - etcd...",
                                        "panic: why it is down",
                                        "panic: [recovered]",
                                        "Starting etcd.service - etcd...",
                                        "{\"level\":\"info\",\"msg\":\"starting\"}")))
                .contains("panic: why it is down");
    }

    @Test
    void a_flag_that_is_not_known_is_the_reason() {
        assertThat(
                        Journal.reason(
                                List.of("flag provided but not defined: -max-learners", "Usage:")))
                .contains("flag provided but not defined: -max-learners");
    }

    @Test
    void a_failure_names_the_host_and_shows_the_last_lines() {
        assertThat(
                        Journal.failure(
                                "n2",
                                "etcd.service",
                                new Reply(
                                        3, "why it ended right after its start\npanic: oh\n", "")))
                .hasMessage(
                        "etcd.service on n2 does not serve: it ended right after its start: panic: oh");
    }
}
