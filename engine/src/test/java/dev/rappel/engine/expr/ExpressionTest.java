package dev.rappel.engine.expr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rappel.engine.text.Problems;
import dev.rappel.engine.value.Bindings;
import dev.rappel.engine.value.Outcome;
import dev.rappel.engine.value.Scope;
import dev.rappel.engine.value.Type;
import dev.rappel.engine.value.Value;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpressionTest {
    private static final Bindings ALL = Bindings.of(Samples.VALUES);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "db.version >= version('3.9')                    ; true",
                "db.version == version('3.10.0')                 ; true",
                "db.version < version('v3.10.1')                 ; true",
                "version('3.7.0-rc.2') < version('3.7.0')        ; true",
                "version('3.7.0-rc.10') > version('3.7.0-rc.9')  ; true",
                "version('3.7.0-alpha') < version('3.7.0-beta')  ; true",
                "db.version.minor == 10                          ; true",
                "version('3.6.14').patch                         ; 14",
                "string(db.version)                              ; 3.10",
                "db.size > filesize('2GB')                       ; true",
                "db.size.bytes                                   ; 2147483648",
                "db.lag > duration('89s')                        ; true",
                "db.lag == duration('0.5s') + duration('89.5s')  ; true",
                "db.lag                                          ; 1m30s",
                "count > 2 && load < 1.0                         ; true",
                "role == 'leader'                                ; true",
                "'a' in hosts && !('c' in hosts)                 ; true",
                "'client' in ports && ports.client == 2379       ; true",
                "ports['client']                                 ; 2379",
                "has(ports.peer) || result.rc == 0               ; true",
                "has(ports.peer) ? 1 : 2                         ; 2",
                "size(hosts) == 2 && hosts.size() == 2           ; true",
                "hosts[0] + '-' + name                           ; a-n1",
                "hosts.exists(h, h == 'b')                       ; true",
                "members.all(m, m.ready)                         ; false",
                "members.filter(m, m.ready).size()               ; 1",
                "answer.code == 200 && answer.by == name         ; true",
                "has(answer.nope)                                ; false",
                "name.startsWith('n') && name.matches('^n[0-9]$') ; true",
                "anything == '3'                                 ; true",
                "anything == null                                ; false",
                "'3' in [anything]                               ; true",
                "token == 'hunter2'                              ; true",
                "zero != 0 && 1 / zero > 0                       ; false",
            })
    void gives(String text, String written) {
        Outcome outcome = Samples.expression(text).evaluate(ALL);
        assertThat(outcome)
                .as(text)
                .isInstanceOfSatisfying(
                        Outcome.Known.class,
                        known ->
                                assertThat(known.value())
                                        .isInstanceOfSatisfying(
                                                Value.Scalar.class,
                                                s -> assertThat(s.written()).isEqualTo(written)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "1 / zero                     ; R0420 ; 1 / zero",
                "9223372036854775807 + count  ; R0420 ; 9223372036854775807 + count",
                "ports.peer == 1              ; R0421 ; ports.peer",
                "ports['peer'] == 1           ; R0421 ; ports['peer']",
                "answer.nope == 1             ; R0421 ; answer.nope",
                "name == '' || hosts[7] == '' ; R0421 ; hosts[7]",
                "int(name) == 1               ; R0422 ; int(name)",
                "version(name) > db.version   ; R0422 ; version(name)",
                "anything == 3                ; R0423 ; anything == 3",
                "anything in [1, 2]           ; R0423 ; anything in [1, 2]",
            })
    void fails_where(String text, String code, String place) {
        assertThat(Samples.expression(text).evaluate(ALL))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> {
                            assertThat(failed.diagnostic().code().id()).isEqualTo(code);
                            assertThat(failed.diagnostic().span().orElseThrow().text())
                                    .isEqualTo(place);
                        });
    }

    @Test
    void what_is_not_known_yet_makes_the_answer_unknown_only_where_it_matters() {
        Bindings later = ALL.withUnknown(Set.of("db.is_leader", "result", "db.version"));
        assertThat(Samples.expression("count > 5 && db.is_leader").evaluate(later))
                .isEqualTo(new Outcome.Known(new Value.Bool(false)));
        assertThat(Samples.expression("db.is_leader || count == 3").evaluate(later))
                .isEqualTo(new Outcome.Known(new Value.Bool(true)));
        assertThat(unknown("count == 3 && db.is_leader", later)).containsExactly("db.is_leader");
        assertThat(unknown("result.rc == 0 && db.version.minor > 3", later))
                .containsExactly("db.version", "result");
        assertThat(unknown("[result.rc].all(c, c == 0)", later)).containsExactly("result");
        assertThat(unknown("db.version", later)).containsExactly("db.version");
    }

    private static Iterable<String> unknown(String text, Bindings bindings) {
        return ((Outcome.Unknown) Samples.expression(text).evaluate(bindings)).names();
    }

    @Test
    void text_made_of_a_secret_is_a_secret_and_a_comparison_is_open() {
        Outcome text = Samples.expression("'Bearer ' + token").evaluate(ALL);
        assertThat(text)
                .isEqualTo(new Outcome.Known(new Value.Secret(new Value.Text("Bearer hunter2"))));
        assertThat(text.toString()).doesNotContain("hunter2");
        assertThat(Samples.expression("size(token)").evaluate(ALL).toString()).doesNotContain("7");
        assertThat(Samples.expression("token != ''").evaluate(ALL))
                .isEqualTo(new Outcome.Known(new Value.Bool(true)));
    }

    @Test
    void a_secret_value_under_a_plain_name_is_a_secret_too() {
        Bindings hidden = ALL.with("name", new Value.Secret(new Value.Text("hunter2")));
        assertThat(Samples.expression("name + '!'").evaluate(hidden).toString())
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"int(token) > 1", "ports[token] > 1", "version(token) > db.version"})
    void a_failure_does_not_tell_a_secret(String text) {
        Outcome outcome = Samples.expression(text).evaluate(ALL);
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(((Outcome.Failed) outcome).diagnostic().title()).doesNotContain("hunter2");
        assertThat(outcome.toString()).doesNotContain("hunter2");
    }

    @Test
    void a_name_without_a_value_fails_only_where_it_is_needed() {
        Bindings few = Bindings.of(Map.of("count", new Value.Whole(1)));
        assertThat(Samples.expression("count == 1 || name == ''").evaluate(few))
                .isEqualTo(new Outcome.Known(new Value.Bool(true)));
        assertThat(code(Samples.expression("count == 2 || name == ''").evaluate(few)))
                .isEqualTo("R0425");
    }

    @Test
    void a_value_that_is_not_what_was_declared_fails_by_its_name() {
        Bindings odd = ALL.with("count", new Value.Text("many"));
        Outcome outcome = Samples.expression("count > 1").evaluate(odd);
        assertThat(code(outcome)).isEqualTo("R0422");
        assertThat(outcome.toString()).contains("`count`").doesNotContain("many");
    }

    @Test
    void an_expression_that_would_go_on_for_ever_is_stopped() {
        String ten = "[1,2,3,4,5,6,7,8,9,0]";
        String deep = "a+b+c+d+e+f == -1";
        for (char v : "fedcba".toCharArray()) {
            deep = ten + ".exists(" + v + ", " + deep + ")";
        }
        assertThat(code(Samples.expression(deep).evaluate(ALL))).isEqualTo("R0424");
    }

    @Test
    void what_it_must_give_is_checked_at_load() {
        Problems problems = new Problems();
        assertThat(Samples.read("name", Type.Simple.BOOL, problems)).isEmpty();
        assertThat(problems.sorted().getFirst().code()).isEqualTo(ExprCode.WRONG_RESULT);
        assertThat(Samples.read("name", Type.Simple.TEXT, new Problems())).isPresent();
        assertThat(Samples.read("db.version", Type.Simple.VERSION, new Problems())).isPresent();
        assertThat(Samples.read("anything", Type.Simple.BOOL, new Problems())).isPresent();
    }

    @Test
    void something_of_any_type_must_turn_out_to_be_what_is_needed() {
        Expression condition =
                Samples.read("anything", Type.Simple.BOOL, new Problems()).orElseThrow();
        assertThat(code(condition.evaluate(ALL))).isEqualTo("R0422");
        assertThat(condition.evaluate(ALL.with("anything", new Value.Bool(true))))
                .isEqualTo(new Outcome.Known(new Value.Bool(true)));
    }

    @Test
    void names_are_those_that_it_uses() {
        assertThat(
                        Samples.expression("members.all(m, m.ready) && db.version.minor > count")
                                .names())
                .containsExactly("members", "db.version", "count");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version", "int", "string", "list", "map", "type", "duration", "timestamp", "bool",
                "size", "double", "dyn", "null_type", "matches", "google", "bytes", "has", "all"
            })
    void a_variable_may_be_called_like_a_type_or_a_function(String name) {
        Scope scope = Scope.empty().with(name, Type.Simple.WHOLE);
        Problems problems = new Problems();
        Expression expression =
                Expression.compile(
                                name + " == 4",
                                (_, _) -> new dev.rappel.engine.text.Source("x", "").all(),
                                scope,
                                Type.Simple.BOOL,
                                problems)
                        .orElseThrow(() -> new AssertionError(problems.sorted().toString()));
        assertThat(expression.evaluate(Bindings.of(Map.of(name, new Value.Whole(4)))))
                .isEqualTo(new Outcome.Known(new Value.Bool(true)));
    }

    private static String code(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).diagnostic().code().id();
    }
}
