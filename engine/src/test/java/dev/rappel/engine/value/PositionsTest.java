package dev.rappel.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PositionsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: one WORD two",
                "a: 'it''s WORD two'",
                "a: \"x\\tx\\u00e9\\\\ WORD\\n\"",
                "a: |\n  first\n    WORD and\n\n  last\n",
                "a: >-\n  one\n  two WORD\n\n  three\n",
                "a: one\n  two\n\n  WORD three",
                "a: \"one\n  two \\\n  WORD three\"",
                "a: !secret &x 'one WORD'",
                "a: \uD83D\uDE80 \uD83D\uDE80 WORD",
                "a: |2-\n  WORD",
                "a: |\r\n  x\r\n  WORD\r\n",
            })
    void a_word_in_a_scalar_is_found_where_it_stands_in_the_file(String text) {
        Node node = YamlReader.read(new Source("f", text), new Problems()).orElseThrow();
        Node.Scalar scalar = (Node.Scalar) ((Node.Mapping) node).entry("a").orElseThrow().value();
        int at = scalar.text().indexOf("WORD");
        assertThat(Positions.within(scalar, at, at + 4).start()).isEqualTo(text.indexOf("WORD"));
        assertThat(Positions.within(scalar, at, at + 4).text()).isEqualTo("WORD");
    }
}
