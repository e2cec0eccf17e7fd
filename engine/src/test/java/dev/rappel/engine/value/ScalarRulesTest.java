package dev.rappel.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

final class ScalarRulesTest {
    @Test
    void a_plain_scalar_is_what_pyyaml_makes_of_it() throws IOException {
        SoftAssertions all = new SoftAssertions();
        for (String line :
                Files.readAllLines(Path.of("src/test/resources/scalars/pyyaml-6.0.3.tsv"))) {
            String[] parts = line.split("\t", -1);
            Value value = ScalarRules.resolve(parts[0]);
            String expected = parts[1].equals("error") ? "text " + parts[0] : expected(parts);
            all.assertThat(shown(value)).as(parts[0]).isEqualTo(expected);
            if (value instanceof Value.Scalar scalar && !(value instanceof Value.Text)) {
                all.assertThat(scalar.written()).isEqualTo(parts[0]);
            }
        }
        all.assertAll();
    }

    private static String expected(String[] parts) {
        boolean large = parts[1].equals("int") && new BigInteger(parts[2]).bitLength() >= 64;
        String kind = large ? "float" : parts[1];
        return kind + " " + (kind.equals("float") ? decimal(parts[2]) : parts[2]);
    }

    private static String decimal(String python) {
        return switch (python) {
            case "inf" -> "Infinity";
            case "-inf" -> "-Infinity";
            case "nan" -> "NaN";
            default -> Double.toString(new BigDecimal(python).doubleValue());
        };
    }

    private static String shown(Value value) {
        return switch (value) {
            case Value.Bool(boolean truth, _) -> "bool " + truth;
            case Value.Nothing _ -> "null ";
            case Value.Whole(long number, _) -> "int " + number;
            case Value.Decimal(double number, _) -> "float " + number;
            case Value.Text(String text) -> "text " + text;
            default -> value.toString();
        };
    }

    @Test
    void a_huge_number_is_text_at_once() {
        String digits = "9".repeat(1_000_000);
        assertThat(ScalarRules.resolve(digits)).isEqualTo(new Value.Text(digits));
    }
}
