package dev.rappel.engine.plan;

import dev.rappel.engine.expr.Expression;
import dev.rappel.engine.module.Argument;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Content;
import dev.rappel.engine.module.Meaning;
import dev.rappel.engine.module.Module;
import dev.rappel.engine.module.ModuleCode;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.module.Rights;
import dev.rappel.engine.playbook.Input;
import dev.rappel.engine.playbook.Inputs;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Secrets;
import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.Bindings;
import dev.rappel.engine.value.Nodes;
import dev.rappel.engine.value.Outcome;
import dev.rappel.engine.value.Value;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;

/** Gathers the arguments of one call. */
final class CallBuilder<A extends Record> {
    private final ModuleSpec<A> spec;
    private final Bindings names;
    private final LocalContents files;
    private final Secrets secrets;
    private final SequencedMap<String, Value> given = new LinkedHashMap<>();
    private final SequencedMap<String, Value> others = new LinkedHashMap<>();
    private final Map<String, List<Call.Judged>> judged = new HashMap<>();
    private final Map<String, Value> values = new HashMap<>();
    private final Map<String, Content> contents = new HashMap<>();
    private final Set<String> secret = new HashSet<>();
    private final SequencedSet<String> unknown = new TreeSet<>();
    private Optional<Diagnostic> wrong = Optional.empty();

    CallBuilder(ModuleSpec<A> spec, Bindings names, LocalContents files, Secrets secrets) {
        this.spec = spec;
        this.names = names;
        this.files = files;
        this.secrets = secrets;
    }

    SequencedSet<String> unknown() {
        return unknown;
    }

    Optional<Diagnostic> wrong() {
        return wrong;
    }

    void add(String name, Optional<Argument> declared, Input input) {
        Meaning meaning = declared.map(Argument::meaning).orElse(Meaning.VALUE);
        switch (meaning) {
            case VALUE -> value(input).ifPresent(v -> put(name, declared.isPresent(), v));
            case CONDITION -> conditions(name, input);
            case EXPRESSION ->
                    value(input)
                            .ifPresent(v -> {
                                values.put(name, v);
                                given.put(name, new Value.Text(written(input)));
                            });
            case FILE -> value(input).ifPresent(v -> file(name, v, input));
            case TEMPLATE ->
                    value(input)
                            .ifPresent(v -> {
                                learn(v);
                                contents.put(name, LocalContents.inline(v));
                                given.put(name, new Value.Text(written(input)));
                            });
        }
    }

    private void put(String name, boolean declared, Value value) {
        if (learn(value)) {
            secret.add(name);
        }
        (declared ? given : others).put(name, value);
    }

    /** Notes every secret in a value, and says whether there is one. */
    private boolean learn(Value value) {
        return switch (value) {
            case Value.Secret hidden -> {
                texts(hidden.reveal());
                yield true;
            }
            case Value.Items(var items) ->
                    items.stream().map(this::learn).reduce(false, Boolean::logicalOr);
            case Value.Fields(var fields) ->
                    fields.values().stream().map(this::learn).reduce(false, Boolean::logicalOr);
            case Value.Scalar _, Value.Nothing _ -> false;
        };
    }

    private void texts(Value hidden) {
        switch (hidden) {
            case Value.Scalar scalar -> secrets.add(scalar.written());
            case Value.Items(var items) -> items.forEach(this::texts);
            case Value.Fields(var fields) -> fields.values().forEach(this::texts);
            case Value.Secret inner -> texts(inner.reveal());
            case Value.Nothing _ -> {}
        }
    }

    private void file(String name, Value path, Input input) {
        Value open = path instanceof Value.Secret hidden ? hidden.reveal() : path;
        String text = open instanceof Value.Scalar scalar ? scalar.written() : "";
        try {
            contents.put(name, files.file(local(Path.of(text), input)));
            given.put(name, new Value.Text(text));
        } catch (UncheckedIOException | InvalidPathException e) {
            fail(unreadable(text, input, String.valueOf(e.getMessage())));
        }
    }

    static Diagnostic unreadable(String text, Input input, String why) {
        return Diagnostic.error(ModuleCode.LOCAL_FILE, "cannot read `" + text + "`", input.span())
                .note(why)
                .help(
                        "relative paths count from the folder of the playbook, else from"
                                + " the one where rappel was started");
    }

    /**
     * What was written out was found when the playbook was read; else it counts from there, or,
     * because who gives a path with {@code -e} means it from where they are, from here.
     */
    static Path local(Path file, Input input) {
        if (input instanceof Input.LocalFile) {
            return file;
        }
        Path beside = Path.of(input.span().source().name()).resolveSibling(file);
        return !Files.exists(beside) && Files.exists(file) ? file : beside;
    }

    private void conditions(String name, Input input) {
        List<Expression> expressions = new ArrayList<>();
        collect(input, expressions);
        List<Call.Judged> verdicts = new ArrayList<>();
        List<Value> texts = new ArrayList<>();
        for (Expression expression : expressions) {
            texts.add(new Value.Text(expression.text()));
            switch (expression.evaluate(names)) {
                case Outcome.Known(Value value) ->
                        verdicts.add(
                                judged(
                                        expression,
                                        Optional.of(
                                                value instanceof Value.Bool(boolean truth, String _)
                                                        && truth)));
                case Outcome.Unknown _ -> verdicts.add(judged(expression, Optional.empty()));
                case Outcome.Failed(var diagnostic) -> fail(diagnostic);
            }
        }
        judged.put(name, verdicts);
        given.put(name, new Value.Items(texts));
    }

    private Call.Judged judged(Expression expression, Optional<Boolean> truth) {
        SequencedMap<String, Value> seen = new LinkedHashMap<>();
        for (String name : expression.names()) {
            if (names.find(name) instanceof Bindings.Known(Value value)) {
                seen.put(name, learn(value) ? new Value.Secret(value) : value);
            }
        }
        return new Call.Judged(expression.text(), truth, new Value.Fields(seen));
    }

    private static void collect(Input input, List<Expression> expressions) {
        switch (input) {
            case Input.Computed computed -> expressions.add(computed.expression());
            case Input.Items items -> items.items().forEach(i -> collect(i, expressions));
            default -> {}
        }
    }

    private static String written(Input input) {
        return switch (input) {
            case Input.Computed computed -> computed.expression().text();
            case Input.TemplateFile file -> file.file().toString();
            case Input.Filled filled -> filled.template().text();
            default -> input.span().text();
        };
    }

    private Optional<Value> value(Input input) {
        return switch (Inputs.evaluate(input, names)) {
            case Outcome.Known(Value value) -> Optional.of(value);
            case Outcome.Unknown(var more) -> {
                unknown.addAll(more);
                yield Optional.empty();
            }
            case Outcome.Failed(var diagnostic) -> {
                fail(diagnostic);
                yield Optional.empty();
            }
        };
    }

    private void fail(Diagnostic diagnostic) {
        wrong = wrong.or(() -> Optional.of(diagnostic));
    }

    /** The call, of a module whose spec is the one that this was made with. */
    Prepared ready(Module<?, ?> module, String title, String on, Rights rights, Span span) {
        spec.anyName().ifPresent(any -> given.put(any, new Value.Fields(others)));
        Problems problems = new Problems();
        Optional<A> args = spec.schema().decode(Nodes.of(new Value.Fields(given), span), problems);
        if (args.isEmpty()) {
            return new Prepared.Wrong(problems.sorted().getFirst());
        }
        // Each source brings a module together with its own spec.
        @SuppressWarnings("unchecked")
        Module<A, ?> own = (Module<A, ?>) module;
        return ready(own, args.get(), title, on, rights);
    }

    private <S> Prepared ready(
            Module<A, S> module, A args, String title, String on, Rights rights) {
        return new Prepared.Ready<>(
                module,
                new Call<>(args, judged, values, contents, secret, Optional.empty()),
                title,
                on,
                rights);
    }
}
