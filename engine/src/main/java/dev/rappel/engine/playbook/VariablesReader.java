package dev.rappel.engine.playbook;

import dev.rappel.engine.inventory.Origin;
import dev.rappel.engine.inventory.Variable;
import dev.rappel.engine.inventory.Vars;
import dev.rappel.engine.inventory.VarsFile;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.Node;
import dev.rappel.engine.value.Value;
import dev.rappel.engine.value.Values;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the variables that a play itself defines: {@code defaults}, {@code vars}, {@code
 * vars_files}, imports'.
 */
final class VariablesReader {
    private static final Origin DEFAULTS = new Origin(Origin.Kind.DEFAULTS, "");

    private final Problems problems;
    private final Set<String> secrets;
    private final IdentityHashMap<Variable, Node> nodes = new IdentityHashMap<>();
    private final List<Vars.Layer> layers = new ArrayList<>();
    private Vars.Layer defaults = Vars.Layer.of(DEFAULTS, List.of());

    /**
     * @param secrets the names that the play calls secret
     */
    VariablesReader(Set<String> secrets, Problems problems) {
        this.secrets = secrets;
        this.problems = problems;
    }

    List<Vars.Layer> layers() {
        return layers;
    }

    /** Where the values stand, by identity of the variable. */
    Map<Variable, Node> nodes() {
        return nodes;
    }

    /** The entries of a mapping of variables; what is none is reported. */
    static List<Node.Entry> entries(Node node, Problems problems) {
        if (node instanceof Node.Mapping mapping) {
            return mapping.entries();
        }
        if (!Wording.isNothing(node)) {
            problems.add(
                    Diagnostic.error(
                                    PlaybookCode.NOT_VARIABLES,
                                    "variables are a mapping",
                                    Wording.begin(node))
                            .label("this is " + Wording.kind(node))
                            .help("write `name: value`, one a line"));
        }
        return List.of();
    }

    void inline(Node node, Origin origin) {
        layers.add(layer(node, origin));
    }

    void defaults(Node node) {
        defaults = layer(node, DEFAULTS);
    }

    /** What holds where nothing else defines a name. */
    Vars.Layer defaults() {
        return defaults;
    }

    private Vars.Layer layer(Node node, Origin origin) {
        List<Variable> variables = new ArrayList<>();
        for (Node.Entry entry : entries(node, problems)) {
            if (!VariableNames.check(entry.key(), "this variable", problems)) {
                continue;
            }
            Variable variable =
                    guarded(entry.key().text(), Values.fromNode(entry.value()), entry.key().span());
            if (variable.value() instanceof Value.Secret) {
                entry.value()
                        .span()
                        .source()
                        .hide(entry.value().span().start(), entry.value().span().end());
            }
            nodes.put(variable, entry.value());
            variables.add(variable);
        }
        return Vars.Layer.of(origin, variables);
    }

    void file(Node node, Path folder) {
        if (!(node instanceof Node.Scalar path) || Wording.isNothing(node)) {
            problems.add(
                    Diagnostic.error(
                                    PlaybookCode.NOT_VARIABLES,
                                    "`vars_files` is a list of paths",
                                    Wording.begin(node))
                            .label("this is " + Wording.kind(node)));
            return;
        }
        if (InputReader.holdsTemplate(path)) {
            problems.add(
                    Diagnostic.error(
                                    PlaybookCode.NEEDS_TEMPLATE_FREE_TEXT,
                                    "the path of a file of variables cannot hold `{{…}}`",
                                    path.span())
                            .help(
                                    "what differs from host to host belongs into `group_vars/` or `host_vars/`"));
            return;
        }
        Optional<Path> file = LocalFiles.find(path.text(), folder, path.span(), problems);
        file.ifPresent(f -> {
            List<Variable> variables =
                    VarsFile.read(f, problems).stream()
                            .map(v -> guarded(v.name(), v.value(), v.span()))
                            .toList();
            variables.stream()
                    .filter(v -> secrets.contains(v.name()))
                    .forEach(v -> hideValue(v.span()));
            layers.add(Vars.Layer.of(new Origin(Origin.Kind.PLAY_FILE, f.toString()), variables));
        });
    }

    private Variable guarded(String name, Value value, Span span) {
        boolean secret = secrets.contains(name) && !(value instanceof Value.Secret);
        return new Variable(name, secret ? new Value.Secret(value) : value, span);
    }

    /** Hides what follows a name: the rest of its line, and the lines below that belong to it. */
    static void hideValue(Span name) {
        Source source = name.source();
        int line = name.line();
        int indent = indent(source.lineText(line));
        source.hide(
                name.end(),
                Math.max(name.end(), source.lineStart(line) + source.lineText(line).length()));
        for (int next = line + 1; next <= source.lineCount(); next++) {
            String below = source.lineText(next);
            if (!below.isBlank() && indent(below) <= indent) {
                return;
            }
            source.hide(source.lineStart(next), source.lineStart(next) + below.length());
        }
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}
