package dev.rappel.engine.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import dev.rappel.engine.value.Type;
import dev.rappel.engine.value.Value;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The operations of a module fit together: shown with one that keeps a word in a file. */
final class ModuleContractTest {
    /** What {@code word} is given. */
    record WordArguments(
            @Doc("Where it stands.") @Example("/etc/word") String path,
            @Doc("What must stand there.") @Example("hello") String word) {}

    /** What stands there; empty when there is no such file. */
    record Standing(Optional<String> word) {}

    static final class WordModule implements Module<WordArguments, Standing> {
        static final ModuleSpec<WordArguments> SPEC =
                ModuleSpec.of("word", WordArguments.class, "A word in a file.", "- word: {}")
                        .results(new Fact("word", Type.Simple.TEXT, "What stands there."))
                        .publishes(new Fact("word.length", Type.Simple.WHOLE, "In characters."));

        @Override
        public ModuleSpec<WordArguments> spec() {
            return SPEC;
        }

        @Override
        public Observation<Standing> observe(Call<WordArguments> call) {
            Script look = Script.of("cat \"$1\"", Duration.ofSeconds(5), text(call.args().path()));
            return new Observation.Scripted<>(
                    look,
                    reply ->
                            new Standing(reply.ok() ? Optional.of(reply.out()) : Optional.empty()));
        }

        @Override
        public Change<Standing> diff(Standing state, Call<WordArguments> call) {
            String wanted = call.args().word();
            if (wanted.isEmpty()) {
                return new Change.Blocked<>("an empty word cannot stand anywhere", "give a word");
            }
            if (state.word().equals(Optional.of(wanted))) {
                return new Change.None<>();
            }
            Act.Kind kind = state.word().isEmpty() ? Act.Kind.CREATE : Act.Kind.CHANGE;
            return new Change.Some<>(
                    List.of(
                            Act.quiet(
                                    kind,
                                    call.args().path(),
                                    wanted,
                                    write(call.args().path(), wanted))),
                    new Standing(Optional.of(wanted)),
                    Set.of());
        }

        private static Step write(String path, String word) {
            return new Step.Run(
                    Script.of("put \"$1\" \"$2\"", Duration.ofSeconds(5), text(path), text(word)));
        }

        @Override
        public Value.Fields act(HostAccess host, Call<WordArguments> call, Act act)
                throws Failure, InterruptedException {
            for (Step step : act.steps()) {
                undo(host, step);
            }
            return Call.nothing();
        }

        @Override
        public Undo wayBack(
                Standing before, Call<WordArguments> call, Change.Some<Standing> change) {
            String path = call.args().path();
            return new Undo.Steps(
                    List.of(
                            before.word()
                                    .map(word -> write(path, word))
                                    .orElse(
                                            new Step.Run(
                                                    Script.of(
                                                            "rm \"$1\"",
                                                            Duration.ofSeconds(5),
                                                            text(path))))));
        }

        @Override
        public void undo(HostAccess host, Step step) throws Failure, InterruptedException {
            if (step instanceof Step.Run(Script script) && !host.run(script).ok()) {
                throw Failure.of(Failure.Kind.FAILED, "the word could not be written");
            }
        }

        @Override
        public Value.Fields result(Standing state, Call<WordArguments> call) {
            return fields("word", state.word().orElse(""));
        }

        @Override
        public Value.Fields facts(Standing state) {
            return new Value.Fields(
                    new LinkedHashMap<>(
                            Map.of(
                                    "word.length",
                                    new Value.Whole(state.word().orElse("").length()))));
        }

        @Override
        public Verdict guard(HostAccess host, Call<WordArguments> call, Act act) {
            return new Verdict.Allowed(Call.nothing());
        }

        private static Value.Fields fields(String name, String text) {
            return new Value.Fields(new LinkedHashMap<>(Map.of(name, text(text))));
        }

        private static Value text(String text) {
            return new Value.Text(text);
        }
    }

    /** A host that knows three commands. */
    static final class SmallHost implements HostAccess {
        final Map<String, String> files = new TreeMap<>();

        @Override
        public String name() {
            return "small";
        }

        @Override
        public Reply run(Script script) {
            List<String> given =
                    script.parameters().stream().map(p -> ((Value.Text) p).text()).toList();
            String path = given.getFirst();
            return switch (script.text().substring(0, 3)) {
                case "cat" ->
                        files.containsKey(path)
                                ? new Reply(0, files.get(path), "")
                                : new Reply(1, "", "no such file");
                case "put" -> {
                    files.put(path, given.get(1));
                    yield new Reply(0, "", "");
                }
                default -> {
                    files.remove(path);
                    yield new Reply(0, "", "");
                }
            };
        }

        @Override
        public void upload(Upload upload) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<byte[]> read(String path, long limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Kept kept() {
            throw new IllegalStateException("nothing to keep here");
        }

        @Override
        public ByteChannel connect(String address, int port, Duration deadline) {
            throw new UnsupportedOperationException();
        }
    }

    private final WordModule module = new WordModule();
    private final SmallHost host = new SmallHost();

    private Standing look(Call<WordArguments> call) throws Failure, InterruptedException {
        return switch (module.observe(call)) {
            case Observation.Scripted<Standing>(Script script, var reader) ->
                    reader.read(host.run(script));
            case Observation.Direct<Standing>(var look) -> look.at(host);
            case Observation.Known<Standing>(Standing state) -> state;
        };
    }

    @Test
    void after_the_acts_nothing_is_left_to_do_and_the_promise_was_kept() throws Exception {
        Call<WordArguments> call = Call.of(new WordArguments("/w", "hello"));
        Standing before = look(call);
        assertThat(module.diff(before, call)).isInstanceOf(Change.Some.class);
        Change.Some<Standing> change = (Change.Some<Standing>) module.diff(before, call);
        for (Act act : change.acts()) {
            module.act(host, call, act);
        }
        assertThat(look(call)).isEqualTo(change.promised());
        assertThat(module.diff(look(call), call)).isEqualTo(new Change.None<Standing>());
    }

    @Test
    void the_way_back_leads_to_what_was_there_also_twice_and_also_from_halfway() throws Exception {
        for (Optional<String> first : List.of(Optional.of("old"), Optional.<String>empty())) {
            host.files.clear();
            first.ifPresent(word -> host.files.put("/w", word));
            Call<WordArguments> call = Call.of(new WordArguments("/w", "new"));
            Standing before = look(call);
            Change.Some<Standing> change = (Change.Some<Standing>) module.diff(before, call);
            Undo.Steps back = (Undo.Steps) module.wayBack(before, call, change);
            for (int acts = 0; acts <= 1; acts++) {
                for (Act act : change.acts().subList(0, acts)) {
                    module.act(host, call, act);
                }
                for (Step step : List.of(back.steps().getFirst(), back.steps().getFirst())) {
                    module.undo(host, step);
                }
                assertThat(look(call)).isEqualTo(before);
            }
        }
    }

    @Test
    void what_is_not_allowed_is_said_and_not_done() {
        Call<WordArguments> call = Call.of(new WordArguments("/w", ""));
        assertThat(module.diff(new Standing(Optional.empty()), call))
                .isInstanceOf(Change.Blocked.class);
    }

    @Test
    void a_spec_tells_its_arguments_results_and_facts() {
        ModuleSpec<?> spec = module.spec();
        assertThat(spec.arguments()).extracting(Argument::name).containsExactly("path", "word");
        assertThat(spec.argument("path").orElseThrow().required()).isTrue();
        assertThat(spec.resultType().fields()).containsKeys("changed", "skipped", "word");
    }

    private static ModuleSource source(String name, ModuleSpec<?>... specs) {
        return new ModuleSource() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<ModuleSpec<?>> specs() {
                return List.of(specs);
            }
        };
    }

    @Test
    void a_module_is_found_by_its_name_and_by_ansibles() {
        Modules modules = Modules.from(List.of(source("one", WordModule.SPEC)));
        assertThat(modules.find("word")).contains(WordModule.SPEC);
        assertThat(modules.find("ansible.builtin.word")).contains(WordModule.SPEC);
        assertThat(modules.find("ansible.legacy.word")).contains(WordModule.SPEC);
        assertThat(modules.find("other.word")).isEmpty();
        assertThat(modules.facts()).extracting(Fact::name).containsExactly("word.length");
    }

    @Test
    void two_modules_of_one_name_are_refused() {
        assertThatThrownBy(() ->
                        Modules.from(
                                List.of(
                                        source("one", WordModule.SPEC),
                                        source("other", WordModule.SPEC))))
                .hasMessage("module \"word\" is brought by one and again by other");
    }
}
