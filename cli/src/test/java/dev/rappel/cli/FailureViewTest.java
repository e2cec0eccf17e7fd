package dev.rappel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.text.Failure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FailureViewTest {
    @Test
    void shows_what_why_evidence_and_help_each_on_its_own() {
        assertThat(
                        shown(
                                Failure.of(Failure.Kind.FAILED, "member etcd2 did not start")
                                        .why("exit status 1")
                                        .evidence(List.of("first", "second"))
                                        .help("look at its journal:\nrappel lab ssh etcd2")))
                .isEqualTo(
                        """
                        rappel: member etcd2 did not start
                          why:  exit status 1
                                | first
                                | second
                          help: look at its journal:
                                rappel lab ssh etcd2
                        """);
    }

    @Test
    void leaves_out_what_there_is_none_of() {
        assertThat(shown(Failure.of(Failure.Kind.USAGE, "no such lab")))
                .isEqualTo("rappel: no such lab\n");
    }

    private static String shown(Failure failure) {
        StringWriter text = new StringWriter();
        FailureView.print(failure, new PrintWriter(text));
        return text.toString();
    }
}
