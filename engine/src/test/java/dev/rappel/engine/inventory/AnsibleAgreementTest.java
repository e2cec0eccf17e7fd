package dev.rappel.engine.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The inventories kept as test data come out as Ansible itself reads them. */
final class AnsibleAgreementTest {
    /**
     * Patterns of which Ansible makes something that we refuse; each has a test of its own
     * elsewhere.
     */
    private static final List<String> REFUSED = List.of();

    static List<AnsibleCase> cases() {
        return AnsibleCase.all();
    }

    private static Inventory read(AnsibleCase of) {
        Problems problems = new Problems();
        Inventory inventory = of.read(problems);
        assertThat(errors(problems)).as(of.name()).isEmpty();
        return inventory;
    }

    private static List<String> errors(Problems problems) {
        return problems.sorted().stream()
                .filter(d -> d.severity() == Diagnostic.Severity.ERROR)
                .map(d -> d.code() + " " + d.title() + " " + d.span())
                .toList();
    }

    /** Ansible shows passwords. */
    private static String masked(String expected) {
        return expected.replace("hunter2", Value.Secret.MASK)
                .replace("two words\"", Value.Secret.MASK + "\"")
                .replace("two words}", Value.Secret.MASK + "}");
    }

    @Test
    void there_are_cases() {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(12);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void list_is_the_same(AnsibleCase of) {
        Inventory inventory = read(of);
        String expected = of.expected("list.json");
        if (of.name().equals("secrets")) {
            expected = masked(expected);
        }
        assertThat(new InventoryView(inventory).list(inventory.hosts()) + "\n").isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void graph_is_the_same(AnsibleCase of) {
        Inventory inventory = read(of);
        Group top = inventory.group(Group.ALL).orElseThrow();
        InventoryView view = new InventoryView(inventory);
        assertThat(String.join("\n", view.graph(top, false)) + "\n")
                .isEqualTo(of.expected("graph.txt"));
        String vars = of.expected("graph-vars.txt");
        if (of.name().equals("secrets")) {
            vars = masked(vars);
        }
        // The graph shows a YAML time as Python prints one; its value here is its ISO text.
        vars = vars.replace("2001-12-14 21:59:43.100000-05:00", "2001-12-14T21:59:43.100000-05:00");
        assertThat(String.join("\n", view.graph(top, true)) + "\n").isEqualTo(vars);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void host_is_the_same(AnsibleCase of) throws Exception {
        JsonNode expected = of.expectedJson("host.json");
        Inventory inventory = read(of);
        String name = expected.fieldNames().next();
        Host host = inventory.host(name).orElseThrow();
        JsonNode shown =
                new com.fasterxml.jackson.databind.ObjectMapper()
                        .readTree(new InventoryView(inventory).host(host));
        if (!of.name().equals("secrets")) {
            assertThat(shown).isEqualTo(expected.get(name));
        }
    }

    static Stream<Selected> patterns() {
        return cases().stream().flatMap(AnsibleAgreementTest::patterns);
    }

    record Selected(AnsibleCase of, JsonNode row) {
        @Override
        public String toString() {
            return of + " " + row.get("pattern").asText() + " " + row.get("limit").asText();
        }
    }

    private static Stream<Selected> patterns(AnsibleCase of) {
        List<Selected> rows = new ArrayList<>();
        of.expectedJson("patterns.json").forEach(row -> rows.add(new Selected(of, row)));
        return rows.stream();
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void patterns_select_the_same_hosts_in_the_same_order(Selected selected) {
        String text = selected.row().get("pattern").asText();
        String limited = selected.row().get("limit").asText();
        if (REFUSED.contains(text)) {
            return;
        }
        Inventory inventory = read(selected.of());
        Problems problems = new Problems();
        Pattern pattern = Pattern.parse(text, problems).orElseThrow();
        Optional<Limit> limit =
                limited.isEmpty() ? Optional.empty() : Limit.parse(limited, problems);
        List<String> hosts =
                (limit.isPresent()
                                ? pattern.select(inventory, limit.get(), problems)
                                : pattern.select(inventory, problems))
                        .stream().map(Host::name).toList();
        List<String> expected = new ArrayList<>();
        // Ansible ends with an error where a position does not exist.
        selected.row().get("hosts").forEach(host -> expected.add(host.asText()));
        if (selected.row().get("ordered").asBoolean()) {
            assertThat(hosts).isEqualTo(expected);
        } else {
            assertThat(hosts).containsExactlyInAnyOrderElementsOf(expected);
        }
        assertThat(problems.hasErrors()).isEqualTo(expected.isEmpty());
    }
}
