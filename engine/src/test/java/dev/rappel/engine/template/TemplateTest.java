package dev.rappel.engine.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.EmbeddedCases;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.value.Bindings;
import dev.rappel.engine.value.Outcome;
import dev.rappel.engine.value.Place;
import dev.rappel.engine.value.Scope;
import dev.rappel.engine.value.Type;
import dev.rappel.engine.value.Type.Simple;
import dev.rappel.engine.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TemplateTest {
    private static final Scope SCOPE =
            Scope.empty()
                    .with("db.version", Simple.VERSION)
                    .with("db.port", Simple.WHOLE)
                    .with("name", Simple.TEXT)
                    .with("empty", Simple.TEXT)
                    .with("ratio", Simple.DECIMAL)
                    .with("on", Simple.BOOL)
                    .with("off", Simple.BOOL)
                    .with("hosts", new Type.Items(Simple.TEXT))
                    .with("none", new Type.Items(Simple.TEXT))
                    .with(
                            "members",
                            new Type.Items(
                                    fields(false, Map.of("id", Simple.TEXT, "up", Simple.BOOL))))
                    .with("ports", new Type.Table(Simple.WHOLE))
                    .with("site", fields(false, Map.of("city", Simple.TEXT)))
                    .with("anything", Simple.ANY)
                    .with("nothing", Simple.ANY)
                    .with("token", new Type.Secret(Simple.TEXT));

    private static final Bindings ALL =
            Bindings.of(
                    Map.ofEntries(
                            Map.entry("db.version", new Value.Decimal(3.1, "3.10")),
                            Map.entry("db.port", new Value.Whole(2379, "02379")),
                            Map.entry("name", new Value.Text("<n & 1>")),
                            Map.entry("empty", new Value.Text("")),
                            Map.entry("ratio", new Value.Decimal(0.5, "0.50")),
                            Map.entry("on", new Value.Bool(true, "yes")),
                            Map.entry("off", new Value.Bool(false)),
                            Map.entry("hosts", list(new Value.Text("a"), new Value.Text("b"))),
                            Map.entry("none", list()),
                            Map.entry(
                                    "members",
                                    list(
                                            table(
                                                    "id",
                                                    new Value.Text("m1"),
                                                    "up",
                                                    new Value.Bool(true)),
                                            table(
                                                    "id",
                                                    new Value.Text("m2"),
                                                    "up",
                                                    new Value.Bool(false)))),
                            Map.entry(
                                    "ports",
                                    table("peer", new Value.Whole(2380), "x", new Value.Nothing())),
                            Map.entry(
                                    "site",
                                    table(
                                            "city",
                                            new Value.Text("Bern"),
                                            "x",
                                            new Value.Nothing())),
                            Map.entry(
                                    "anything",
                                    list(table("k", new Value.Text("v"), "n", new Value.Whole(1)))),
                            Map.entry("nothing", new Value.Nothing()),
                            Map.entry("token", new Value.Secret(new Value.Text("hunter2")))));

    private static Type fields(boolean open, Map<String, Type> fields) {
        return new Type.Fields(new java.util.TreeMap<>(fields), open);
    }

    private static Value list(Value... items) {
        return new Value.Items(List.of(items));
    }

    private static Value table(String a, Value one, String b, Value two) {
        var all = new LinkedHashMap<String, Value>();
        all.put(a, one);
        all.put(b, two);
        return new Value.Fields(all);
    }

    private static Optional<Template> read(String text, Type expected, Problems problems) {
        Source source = new Source("case", text);
        return Template.compile(text, Place.verbatim(source.all()), SCOPE, expected, problems);
    }

    private static Template template(String text) {
        Problems problems = new Problems();
        return read(text, Simple.TEXT, problems)
                .orElseThrow(() -> new AssertionError(text + ": " + problems.sorted()));
    }

    private static String rendered(String text) {
        Outcome outcome = template(text).render(ALL);
        assertThat(outcome).as(text).isInstanceOf(Outcome.Known.class);
        return ((Value.Text) ((Outcome.Known) outcome).value()).text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "plain text;plain text",
                "v{{db.version}}!;v3.10!",
                "{{ db.port }};02379",
                "{{db.version.minor}};10",
                "{{name}} {{{name}}} {{&name}};<n & 1> <n & 1> <n & 1>",
                "{{ratio}} {{on}};0.50 yes",
                "[{{empty}}];[]",
                "{{#on}}a{{/on}}{{#off}}b{{/off}};a",
                "{{^on}}a{{/on}}{{^off}}b{{/off}};b",
                "{{#hosts}}{{.}},{{/hosts}};a,b,",
                "{{^hosts}}none{{/hosts}}{{^none}}empty{{/none}};empty",
                "{{#members}}{{id}}{{#up}}+{{/up}}{{^up}}-{{/up}} {{/members}};m1+ m2- ",
                "{{#members}}{{id}}@{{site.city}} {{/members}};m1@Bern m2@Bern ",
                "{{#site}}{{city}}{{/site}} {{site.city}};Bern Bern",
                "{{ports.peer}};2380",
                "{{#anything}}{{k}}{{n}}{{/anything}};v1",
                "{{#nothing}}x{{/nothing}}{{^nothing}}y{{/nothing}};y",
                "a{{! a comment with }} and more;a and more",
                "{{=<% %>=}}{{ .Label }} <%name%>;{{ .Label }} <n & 1>",
                "a { b } }} {;a { b } }} {",
                "${X} {x} {#x};${X} {x} {#x}",
                "{{#hosts}}{{#members}}{{id}}{{/members}}/{{/hosts}};m1m2/m1m2/",
            })
    void gives(String text, String expected) {
        assertThat(rendered(text)).isEqualTo(expected);
    }

    @Test
    void a_section_tag_alone_on_its_line_takes_the_line_with_it() {
        assertThat(rendered("a\n  {{#hosts}}\n- {{.}}\n  {{/hosts}}\nb\n"))
                .isEqualTo("a\n- a\n- b\nb\n");
        assertThat(rendered("a\r\n{{! note }}\r\nb")).isEqualTo("a\r\nb");
        assertThat(rendered("{{#on}}\nx\n{{/on}}")).isEqualTo("x\n");
        assertThat(rendered("x {{#on}}\ny\n{{/on}} z")).isEqualTo("x \ny\n z");
        assertThat(rendered("{{#on}}{{/on}}\nx")).isEqualTo("\nx");
        assertThat(rendered("  {{name}}\n")).isEqualTo("  <n & 1>\n");
    }

    @Test
    void every_character_outside_of_tags_is_kept() {
        String odd = "a\rb\r\nc\u2028d\t\0 é😀 \ud800 }}";
        assertThat(rendered(odd)).isEqualTo(odd);
        assertThat(rendered(odd + "{{empty}}" + odd)).isEqualTo(odd + odd);
    }

    @Test
    void what_is_not_known_yet_makes_the_text_unknown_only_where_it_is_used() {
        Bindings later = ALL.withUnknown(Set.of("name", "hosts"));
        assertThat(template("{{on}} {{name}}{{#hosts}}{{.}}{{/hosts}}").render(later))
                .isEqualTo(new Outcome.Unknown(new java.util.TreeSet<>(Set.of("name", "hosts"))));
        assertThat(template("{{#off}}{{name}}{{/off}}x").render(later))
                .isEqualTo(new Outcome.Known(new Value.Text("x")));
    }

    @Test
    void a_text_with_a_secret_in_it_is_a_secret() {
        Outcome outcome = template("Bearer {{token}}").render(ALL);
        assertThat(outcome)
                .isEqualTo(new Outcome.Known(new Value.Secret(new Value.Text("Bearer hunter2"))));
        Bindings hidden = ALL.with("hosts", list(new Value.Secret(new Value.Text("hunter2"))));
        assertThat(template("{{#hosts}}{{.}}{{/hosts}}").render(hidden).toString())
                .doesNotContain("hunter2");
    }

    @Test
    void one_tag_alone_gives_the_value_where_no_text_is_expected() {
        Template hosts =
                read("{{ hosts }}", new Type.Items(Simple.TEXT), new Problems()).orElseThrow();
        assertThat(hosts.render(ALL))
                .isEqualTo(new Outcome.Known(list(new Value.Text("a"), new Value.Text("b"))));
        Template on = read("{{on}}", Simple.BOOL, new Problems()).orElseThrow();
        assertThat(on.render(ALL)).isEqualTo(new Outcome.Known(new Value.Bool(true, "yes")));
        assertThat(template("{{on}}").render(ALL))
                .isEqualTo(new Outcome.Known(new Value.Text("yes")));
    }

    @Test
    void a_list_is_given_by_one_tag_only() {
        Problems problems = new Problems();
        assertThat(read("{{hosts}} ", new Type.Items(Simple.TEXT), problems)).isEmpty();
        assertThat(read("{{name}}", new Type.Items(Simple.TEXT), problems)).isEmpty();
        assertThat(read("{{hosts}}", Simple.BOOL, problems)).isEmpty();
        assertThat(problems.sorted()).extracting(d -> d.code().id()).contains("R0513");
    }

    @ParameterizedTest
    @CsvSource({
        "{{ports.client}}, R0520, ports.client",
        "x {{nothing}}, R0520, nothing",
        "{{#anything}}{{zzz}}{{/anything}}, R0520, zzz",
        "{{anything}}, R0521, anything",
        "{{#anything}}{{#k}}{{/k}}{{/anything}}, R0521, k",
    })
    void fails_where(String text, String code, String place) {
        assertThat(template(text).render(ALL))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> {
                            assertThat(failed.diagnostic().code().id()).isEqualTo(code);
                            assertThat(failed.diagnostic().span().orElseThrow().text())
                                    .isEqualTo(place);
                        });
    }

    @Test
    void a_name_without_a_value_fails() {
        assertThat(template("{{name}}").render(Bindings.of(Map.of())))
                .isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void names_are_those_that_it_uses() {
        assertThat(
                        template("{{#members}}{{id}}{{site.city}}{{/members}}{{db.version.minor}}")
                                .names())
                .containsExactly("members", "site", "db.version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tags", "names", "types", "habits"})
    void is_told(String kind) throws IOException {
        EmbeddedCases.check(
                Path.of("src/test/resources/golden/template/" + kind + ".txt"),
                TemplateTest::answer);
    }

    private static String answer(Source source) {
        Problems problems = new Problems();
        boolean read = read(source.text(), Simple.TEXT, problems).isPresent();
        assertThat(read).as(source.text()).isEqualTo(!problems.hasErrors());
        return problems.isEmpty()
                ? "accepted\n"
                : problems.sorted().stream()
                        .map(EmbeddedCases::shown)
                        .collect(Collectors.joining());
    }
}
