package dev.rappel.engine.playbook;

import dev.rappel.engine.module.Argument;
import dev.rappel.engine.module.Choice;
import dev.rappel.engine.module.Meaning;
import dev.rappel.engine.module.ModuleCode;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.template.Template;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.DidYouMean;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.SourceReader;
import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.Node;
import dev.rappel.engine.value.Scope;
import dev.rappel.engine.value.Type;
import dev.rappel.engine.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what a task gives to its module, by what the module declares. */
final class ArgumentReader {
    private static final Pattern KEY_VALUE =
            Pattern.compile("\\s*[A-Za-z_][A-Za-z0-9_]*=\\S.*", Pattern.DOTALL);

    private static final Pattern KEYS = Pattern.compile("(?:^|\\s)([A-Za-z_][A-Za-z0-9_]*)=");

    private final ModuleSpec<?> module;
    private final Scope scope;
    private final Path folder;
    private final Problems problems;
    private final InputReader inputs;

    ArgumentReader(ModuleSpec<?> module, Scope scope, Path folder, Problems problems) {
        this.module = module;
        this.scope = scope;
        this.folder = folder;
        this.problems = problems;
        this.inputs = new InputReader(scope, problems);
    }

    /** What is given; incomplete where a problem was reported. */
    SequencedMap<String, Input> read(Node.Entry task) {
        Node given = task.value();
        Optional<Node.Mapping> mapping = asMapping(task.key(), given);
        SequencedMap<String, Input> read = new LinkedHashMap<>();
        if (mapping.isEmpty()) {
            return read;
        }
        Set<String> mistyped = new HashSet<>();
        for (Node.Entry entry : mapping.get().entries()) {
            String name = entry.key().text();
            Optional<Argument> argument = module.argument(name);
            if (argument.isPresent()) {
                argument(argument.get(), entry).ifPresent(i -> read.put(name, i));
            } else if (module.anyName().isPresent()
                    && AnsibleWords.insteadOfArgument(module.name(), name).isEmpty()) {
                inputs.any(entry.value()).ifPresent(i -> read.put(name, i));
            } else {
                unknown(entry.key());
                meant(entry.key()).ifPresent(a -> mistyped.add(a.name()));
                mistyped(entry).ifPresent(i -> read.put(name, i));
            }
        }
        for (Argument argument : module.arguments()) {
            if (mapping.get().entry(argument.name()).isEmpty()
                    && !mistyped.contains(argument.name())) {
                fromVariable(argument).ifPresent(i -> read.put(argument.name(), i));
            }
        }
        missing(mapping.get(), mistyped, task.key().span());
        module.choices().forEach(c -> choice(c, mapping.get(), mistyped, task.key().span()));
        return read;
    }

    /**
     * What a variable gives that is defined for this argument; its own place is where it stands.
     */
    private Optional<Input> fromVariable(Argument argument) {
        return argument.variable()
                .flatMap(scope::find)
                .filter(declared -> declared.place().isPresent())
                .flatMap(declared -> {
                    Value text = new Value.Text("{{" + declared.name() + "}}");
                    Node node = AsNode.withTemplates(text, declared.place().get());
                    return inputs.read(node, argument.type());
                });
    }

    /** The argument that was probably meant by a name that does not exist. */
    private Optional<Argument> meant(Node.Scalar name) {
        return AnsibleWords.sameArgument(module.name(), name.text())
                .or(() -> DidYouMean.closest(name.text(), names()))
                .flatMap(module::argument);
    }

    /** Its names are checked whatever its type is: nobody knows which argument it will be. */
    private Optional<Input> mistyped(Node.Entry entry) {
        return meant(entry.key())
                .filter(a -> a.meaning() == Meaning.CONDITION)
                .map(a -> argument(a, entry))
                .orElseGet(() -> inputs.any(entry.value()));
    }

    private Optional<Node.Mapping> asMapping(Node.Scalar name, Node given) {
        if (given instanceof Node.Mapping mapping) {
            return Optional.of(mapping);
        }
        if (Wording.isNothing(given)) {
            return Optional.of(new Node.Mapping(List.of(), given.span()));
        }
        if (given instanceof Node.Scalar scalar) {
            boolean free = module.freeForm().isPresent();
            boolean pairs = KEY_VALUE.matcher(scalar.text()).matches();
            if (pairs && (!free || module.argument(key(scalar.text())).isPresent())) {
                problems.add(
                        Diagnostic.error(
                                        ModuleCode.KEY_VALUE_ARGUMENTS,
                                        "arguments are a mapping, not `key=value`",
                                        scalar.span())
                                .help(
                                        "write each on a line of its own below `"
                                                + name
                                                + ":`, as `"
                                                + key(scalar.text())
                                                + ": …`"));
                return Optional.empty();
            }
            if (free) {
                Node.Scalar key =
                        new Node.Scalar(
                                module.freeForm().get(), Node.Style.PLAIN, false, name.span());
                return Optional.of(
                        new Node.Mapping(List.of(new Node.Entry(key, scalar)), scalar.span()));
            }
            problems.add(
                    Diagnostic.error(
                                    ModuleCode.NO_FREE_FORM,
                                    "`" + name + "` takes its arguments by name",
                                    scalar.span())
                            .note("arguments: " + String.join(", ", names()))
                            .help("write each on a line of its own below `" + name + ":`"));
            return Optional.empty();
        }
        problems.add(
                Diagnostic.error(
                                ModuleCode.ARGUMENTS_NOT_MAPPING,
                                "the arguments of `" + name + "` are a mapping",
                                Wording.begin(given))
                        .label("this is " + Wording.kind(given)));
        return Optional.empty();
    }

    /** The names in {@code a=1 b=2}. */
    static List<String> keys(String text) {
        return KEYS.matcher(text).results().map(r -> r.group(1)).toList();
    }

    private static String key(String text) {
        return text.strip().substring(0, text.strip().indexOf('='));
    }

    private Optional<Input> argument(Argument argument, Node.Entry entry) {
        Node node = entry.value();
        Optional<Input> input =
                switch (argument.meaning()) {
                    case VALUE -> inputs.read(asList(node, argument.type()), argument.type());
                    case CONDITION ->
                            inputs.conditions(node)
                                    .map(list ->
                                            new Input.Items(
                                                    list.stream()
                                                            .<Input>map(e ->
                                                                    new Input.Computed(
                                                                            e,
                                                                            Type.Simple.BOOL,
                                                                            e.span()))
                                                            .toList(),
                                                    node.span()));
                    case EXPRESSION ->
                            inputs.expression(node, Type.Simple.ANY)
                                    .map(e -> new Input.Computed(e, Type.Simple.ANY, e.span()));
                    case FILE, TEMPLATE -> file(argument, node);
                };
        return input;
    }

    /** One element alone may stand for a list of it, as in Ansible. */
    private static Node asList(Node node, Type type) {
        boolean single =
                Typing.open(type) instanceof Type.Items
                        && node instanceof Node.Scalar scalar
                        && !Wording.isNothing(scalar)
                        && !InputReader.holdsTemplate(scalar);
        return single ? new Node.Sequence(List.of(node), node.span()) : node;
    }

    private Optional<Input> file(Argument argument, Node node) {
        Optional<Input> path = inputs.read(node, Type.Simple.TEXT);
        if (path.isEmpty() || !(path.get() instanceof Input.Known(Value value, Span place))) {
            return path;
        }
        String text = value instanceof Value.Scalar scalar ? scalar.written() : "";
        Optional<Path> file = LocalFiles.find(text, folder, place, problems);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        if (argument.meaning() == Meaning.FILE) {
            if (!Files.isRegularFile(file.get()) || !Files.isReadable(file.get())) {
                problems.add(
                        Diagnostic.error(
                                ModuleCode.LOCAL_FILE,
                                Files.isDirectory(file.get())
                                        ? "`" + file.get() + "` is a folder, and a file is needed"
                                        : "`" + file.get() + "` cannot be read",
                                place));
                return Optional.empty();
            }
            return Optional.of(new Input.LocalFile(file.get(), place));
        }
        return new SourceReader()
                .read(file.get(), problems)
                .flatMap(source ->
                        Template.compile(
                                source.text(), source::span, scope, Type.Simple.TEXT, problems))
                .map(template -> new Input.TemplateFile(file.get(), template, place));
    }

    private void unknown(Node.Scalar name) {
        List<String> known = names();
        Diagnostic unknown =
                Diagnostic.error(
                                ModuleCode.UNKNOWN_ARGUMENT,
                                "`" + module.name() + "` has no argument `" + name + "`",
                                name.span())
                        .label("not known here");
        Optional<String> instead = AnsibleWords.insteadOfArgument(module.name(), name.text());
        Optional<String> question = DidYouMean.question(name.text(), known);
        if (instead.isPresent()) {
            unknown = unknown.help(instead.get());
        } else if (question.isPresent()) {
            unknown = unknown.help(question.get());
        } else if (TaskReader.WORDS.contains(name.text())) {
            unknown =
                    unknown.help(
                            "`"
                                    + name
                                    + "` is a word of the task: write it beside `"
                                    + module.name()
                                    + "`, not below it");
        }
        problems.add(
                module.anyName().isPresent()
                        ? unknown
                        : known.isEmpty()
                                ? unknown.note("it has no arguments")
                                : unknown.note("it has " + String.join(", ", known)));
    }

    private List<String> names() {
        return module.arguments().stream().map(Argument::name).toList();
    }

    private void missing(Node.Mapping mapping, Set<String> mistyped, Span place) {
        for (Argument argument : module.arguments()) {
            if (argument.required()
                    && mapping.entry(argument.name()).isEmpty()
                    && !mistyped.contains(argument.name())) {
                Diagnostic missing =
                        Diagnostic.error(
                                        ModuleCode.MISSING_ARGUMENT,
                                        "`" + module.name() + "` needs `" + argument.name() + "`",
                                        place)
                                .note("`" + argument.name() + "`: " + argument.doc());
                problems.add(
                        argument.example()
                                .map(e ->
                                        missing.help(
                                                "for example `" + argument.name() + ": " + e + "`"))
                                .orElse(missing));
            }
        }
    }

    private void choice(Choice choice, Node.Mapping mapping, Set<String> mistyped, Span place) {
        List<Node.Entry> given =
                mapping.entries().stream()
                        .filter(e -> choice.names().contains(e.key().text()))
                        .toList();
        if (given.size() > 1) {
            problems.add(
                    Diagnostic.error(
                                    ModuleCode.TOO_MANY_OF,
                                    "`"
                                            + module.name()
                                            + "` takes only one of "
                                            + Wording.list(choice.names()),
                                    given.get(1).key().span())
                            .label("this one too")
                            .related(given.get(0).key().span(), "the other one"));
        } else if (given.isEmpty()
                && choice.required()
                && Collections.disjoint(choice.names(), mistyped)) {
            problems.add(
                    Diagnostic.error(
                            ModuleCode.NONE_OF,
                            "`" + module.name() + "` needs one of " + Wording.list(choice.names()),
                            place));
        }
    }
}
