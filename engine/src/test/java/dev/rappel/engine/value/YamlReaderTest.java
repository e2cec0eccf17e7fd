package dev.rappel.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

final class YamlReaderTest {
    private final Problems problems = new Problems();

    private Node read(String text) {
        return YamlReader.read(new Source("f.yml", text), problems).orElseThrow();
    }

    private Node variables(String text) {
        return YamlReader.read(new Source("f.yml", text), YamlReader.Dialect.VARIABLES, problems)
                .orElseThrow();
    }

    private static Node at(Node node, String key) {
        return ((Node.Mapping) node).entry(key).orElseThrow().value();
    }

    private List<String> codes() {
        return problems.sorted().stream().map(d -> d.code().id()).toList();
    }

    @Test
    void a_node_stands_where_its_text_stands() {
        Node node =
                read(
                        "- name: \uD83D\uDE80 'x'\n  hosts: &h \"a\\tb\"  # why\n  vars:\n    n: 3.10\n\n");
        Node play = ((Node.Sequence) node).items().getFirst();
        assertThat(at(play, "name").span().text()).isEqualTo("\uD83D\uDE80 'x'");
        assertThat(at(play, "hosts").span().text()).isEqualTo("\"a\\tb\"");
        assertThat(((Node.Scalar) at(play, "hosts")).text()).isEqualTo("a\tb");
        assertThat(at(play, "vars").span().text()).isEqualTo("n: 3.10");
        assertThat(play.span().text()).startsWith("name:").endsWith("3.10");
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void an_alias_is_what_its_anchor_names_and_a_merged_key_loses_to_the_mapping_s_own() {
        Node node = variables("a: &x {p: 1, q: 2}\nb:\n  q: 3\n  <<: *x\nc: *x\n");
        assertThat(Values.fromNode(at(at(node, "b"), "q"))).isEqualTo(new Value.Whole(3));
        assertThat(Values.fromNode(at(at(node, "b"), "p"))).isEqualTo(new Value.Whole(1));
        assertThat(at(node, "c")).isEqualTo(at(node, "a"));
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void a_secret_is_hidden_in_its_file_and_in_its_value() {
        Node node = read("p: !secret hunter2\nq: x\n");
        Node.Scalar secret = (Node.Scalar) at(node, "p");
        assertThat(secret.secret()).isTrue();
        assertThat(Values.fromNode(secret).toString()).isEqualTo(Value.Secret.MASK);
        assertThat(secret.toString()).isEqualTo(Value.Secret.MASK);
        assertThat(secret.span().source().isHidden(secret.span().start())).isTrue();
        assertThat(secret.span().source().isHidden(0)).isFalse();
    }

    @Test
    void mistakes_that_leave_the_rest_readable_are_all_found_at_once() {
        read("a: 1\na: 2\nb: !foo x\nc: {{ v }}\n? [k]\n: 1\nd: *none\ne: &e\n<<: {}\n");
        assertThat(codes())
                .containsExactly("R0120", "R0125", "R0112", "R0122", "R0124", "R0132", "R0121");
    }

    @Test
    void an_unquoted_template_is_said_once() {
        read("a: {{ b.c }}\nb: 1\n");
        assertThat(problems.sorted())
                .singleElement()
                .extracting(Diagnostic::helps)
                .asString()
                .contains("\"{{ b.c }}\"");
    }

    @Test
    void a_line_that_the_scanner_would_take_minutes_for_is_refused_before_it_is_read() {
        for (String head : List.of("a: ", "# ", "a: |\n  ", "- '", "[")) {
            Problems found = new Problems();
            String text = head + "x".repeat(15_000_000);

            assertThat(YamlReader.read(new Source("f.yml", text), found)).isEmpty();
            assertThat(found.sorted())
                    .singleElement()
                    .satisfies(d -> assertThat(d.code().id()).isEqualTo("R0151"));
        }
    }

    @Test
    void json_may_be_one_long_line_and_many_lines_may_be_many() {
        String json = "[" + "\"abcdefghij\",".repeat(200_000) + "\"end\"]";
        assertThat(((Node.Sequence) variables(json)).items()).hasSize(200_001);

        assertThat(((Node.Sequence) variables("- abcdefghij\n".repeat(200_000))).items())
                .hasSize(200_000);
        assertThat(problems.isEmpty()).isTrue();
    }
}
