package dev.rappel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.rappel.engine.text.Code;
import dev.rappel.engine.text.Explanations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Every code of every room has its own number, in its room's hundred, and is explained. */
final class CodesTest {
    private static final Map<String, String> ROOMS =
            Map.of(
                    "text", "R01",
                    "value", "R01",
                    "inventory", "R02",
                    "playbook", "R03",
                    "expr", "R04",
                    "template", "R05",
                    "module", "R06");

    private static List<Code> codes() {
        List<Code> codes = new ArrayList<>();
        for (JavaClass type :
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.rappel.engine")) {
            if (type.isEnum() && type.isAssignableTo(Code.class)) {
                for (Object constant : type.reflect().getEnumConstants()) {
                    codes.add((Code) constant);
                }
            }
        }
        return codes;
    }

    @Test
    void no_number_is_used_twice_and_each_lies_in_its_room() {
        Map<String, Code> seen = new HashMap<>();
        SoftAssertions all = new SoftAssertions();
        for (Code code : codes()) {
            all.assertThat(seen.put(code.id(), code)).as(code.id() + " again").isNull();
            String room = code.getClass().getPackageName().replaceAll(".*\\.", "");
            all.assertThat(code.id())
                    .as(code + " in " + room)
                    .matches("R[0-9]{4}")
                    .startsWith(ROOMS.getOrDefault(room, "R"));
        }
        assertThat(seen).hasSizeGreaterThan(30);
        all.assertAll();
    }

    @Test
    void each_is_explained_with_an_example_and_the_way_out() {
        SoftAssertions all = new SoftAssertions();
        for (Code code : codes()) {
            String text = Explanations.of(code).orElse("");
            all.assertThat(text).as("explain/" + code.id() + ".md").startsWith("# " + code.id());
            all.assertThat(text.length()).as(code.id() + " is long enough").isGreaterThan(120);
        }
        all.assertAll();
    }
}
