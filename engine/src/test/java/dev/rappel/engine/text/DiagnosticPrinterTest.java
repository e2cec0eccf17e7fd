package dev.rappel.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DiagnosticPrinterTest {
    private final Source source = new Source("f.yml", "a: \uD83D\uDE80 x\nb: y\n");
    private final Diagnostic wrong =
            Diagnostic.error(TextCode.NOT_UTF8, "bad \033[2J \uD83D\uDE80", source.span(6, 7))
                    .label("here")
                    .help("mend it");

    @Test
    void colour_surrounds_what_is_printed_without_it() {
        String coloured =
                new DiagnosticPrinter(new Look(true, StandardCharsets.UTF_8, 100)).print(wrong);
        assertThat(coloured).contains("\033[1;31merror[R0105]\033[0m");
        assertThat(coloured.replaceAll("\033\\[[0-9;]*m", ""))
                .isEqualTo(new DiagnosticPrinter(Look.PLAIN).print(wrong));
    }

    @Test
    void a_title_cannot_drive_the_terminal() {
        assertThat(new DiagnosticPrinter(Look.PLAIN).print(wrong)).doesNotContain("\033");
    }

    @Test
    void where_a_character_cannot_be_printed_the_carets_still_fit() {
        String ascii =
                new DiagnosticPrinter(new Look(false, StandardCharsets.US_ASCII, 100)).print(wrong);
        List<String> lines = ascii.lines().toList();
        assertThat(lines.get(3)).isEqualTo(" 1 | a: \\u{1F680} x");
        assertThat(lines.get(4)).isEqualTo("   |              ^ here");
        assertThat(lines.get(3).indexOf('x')).isEqualTo(lines.get(4).indexOf('^'));
    }

    @Test
    void programs_get_one_object_a_line() {
        assertThat(DiagnosticJson.line(wrong.related(source.span(9, 10), "see")))
                .doesNotContain("\n")
                .startsWith("{\"code\":\"R0105\",\"severity\":\"error\"")
                .contains(
                        "\"file\":\"f.yml\",\"line\":1,\"column\":6,\"endLine\":1,\"endColumn\":7")
                .contains("\"helps\":[\"mend it\"]")
                .contains("\"line\":2,\"column\":2");
    }

    @Test
    void the_summary_counts() {
        Diagnostic warning =
                Diagnostic.warning(TextCode.NOT_UTF8, "w", new Source("g", "").span(0, 0));
        assertThat(DiagnosticPrinter.summary(List.of(wrong, wrong, warning)))
                .isEqualTo("2 errors and 1 warning in 2 files");
        assertThat(DiagnosticPrinter.summary(List.of(wrong))).isEqualTo("1 error in 1 file");
    }

    @Test
    void a_guess_is_close_and_forgives_case_and_hyphens() {
        List<String> names = List.of("retry_delay", "hosts", "name", "when");
        assertThat(DidYouMean.closest("RetryDelay", names)).contains("retry_delay");
        assertThat(DidYouMean.closest("hsots", names)).contains("hosts");
        assertThat(DidYouMean.closest("wehn", names)).contains("when");
        assertThat(DidYouMean.closest("become", names)).isEmpty();
        assertThat(DidYouMean.closest("x", names)).isEmpty();
    }

    @Test
    void a_secret_is_masked_whole_and_line_by_line() {
        Masker masker = new Masker(List.of("hunter2", "hunter22", "line one\nline two", "ab"));
        assertThat(masker.mask("hunter22 hunter2 ab")).isEqualTo("•••••• •••••• ab");
        assertThat(masker.mask("x\nline two")).isEqualTo("x\n••••••");
    }
}
