package dev.rappel.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class JournalTest {
    @Test
    void the_reason_before_a_page_of_usage_is_what_tells() {
        assertThat(
                        Journal.telling(
                                """
                                Starting etcd.service - etcd...
                                {"level":"warn","msg":"an older run"}
                                etcd.service: Main process exited, code=exited, status=2/INVALIDARGUMENT
                                Starting etcd.service - etcd...
                                flag provided but not defined: -enable-v2
                                Usage:

                                  etcd [OPTIONS]
                                    Start an etcd server.
                                etcd.service: Main process exited, code=exited, status=2/INVALIDARGUMENT
                                Failed to start etcd.service - etcd.
                                etcd.service: Scheduled restart job, restart counter is at 3.
                                Stopped etcd.service - etcd.
                                Starting etcd.service - etcd...
                                """
                                        .lines()
                                        .toList(),
                                5))
                .containsExactly("flag provided but not defined: -enable-v2");
    }

    @Test
    void warnings_and_worse_are_picked_from_everyday_lines() {
        assertThat(
                        Journal.telling(
                                List.of(
                                        "Starting etcd.service - etcd...",
                                        "{\"level\":\"info\",\"msg\":\"opened\"}",
                                        "{\"level\":\"fatal\",\"msg\":\"discovery failed\"}",
                                        "{\"level\":\"info\",\"msg\":\"closing\"}"),
                                5))
                .containsExactly("{\"level\":\"fatal\",\"msg\":\"discovery failed\"}");
    }

    @Test
    void where_all_is_everyday_the_last_lines_are_shown() {
        List<String> lines =
                List.of(
                        "Starting etcd.service - etcd...",
                        "{\"level\":\"info\",\"msg\":\"1\"}",
                        "{\"level\":\"info\",\"msg\":\"2\"}",
                        "{\"level\":\"info\",\"msg\":\"3\"}");
        assertThat(Journal.telling(lines, 2)).isEqualTo(lines.subList(2, 4));
    }

    @Test
    void where_etcd_said_nothing_systemd_is_heard() {
        List<String> lines =
                List.of(
                        "Starting etcd.service - etcd...",
                        "etcd.service: Failed to locate executable /usr/bin/etcd");
        assertThat(Journal.telling(lines, 5)).isEqualTo(lines);
    }
}
