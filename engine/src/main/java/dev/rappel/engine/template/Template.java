package dev.rappel.engine.template;

import com.github.mustachejava.MustacheException;
import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.Bindings;
import dev.rappel.engine.value.Node;
import dev.rappel.engine.value.Outcome;
import dev.rappel.engine.value.Place;
import dev.rappel.engine.value.Scope;
import dev.rappel.engine.value.Type;
import dev.rappel.engine.value.Types;
import dev.rappel.engine.value.Value;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * A Mustache template that has been checked: every name in it is declared, and stands where its
 * type can stand. Immutable and safe for many threads.
 *
 * <p>Known are {@code {{name}}} with dotted names, {@code {{.}}}, sections {@code {{#name}}…} and
 * {@code {{^name}}…}, comments {@code {{! … }}} and changed delimiters {@code {{=<% %>=}}}, which
 * is the way to have braces in the text. {@code {{{name}}}} and {@code {{&name}}} mean the same as
 * {@code {{name}}}, because nothing is ever escaped. Partials are refused: what a template needs is
 * in it, where it is checked.
 *
 * <p>A template that is one tag and nothing else, {@code {{name}}}, gives the value itself where
 * something other than text is expected, so that an argument can take a list from a variable. Where
 * text is expected it gives text, always.
 */
public final class Template {
    private final String text;
    private final Place place;
    private final Scope scope;
    private final boolean secret;
    private final SequencedMap<String, Scope.Declared> names;
    private final Optional<Part.Name> single;
    private final Machine machine;

    private Template(
            String text,
            Place place,
            Scope scope,
            boolean secret,
            SequencedMap<String, Scope.Declared> names,
            Optional<Part.Name> single,
            List<Part> parts) {
        this.text = text;
        this.place = place;
        this.scope = scope;
        this.secret = secret;
        this.names = Collections.unmodifiableSequencedMap(names);
        this.single = single;
        this.machine = new Machine(parts);
    }

    /** Whether a text would be a template, rather than just itself. */
    public static boolean isTemplate(String text) {
        return text.contains("{{") || text.contains("{%");
    }

    /** A template that gives text. */
    public static Optional<Template> compile(Node.Scalar scalar, Scope scope, Problems problems) {
        return compile(scalar, scope, Type.Simple.TEXT, problems);
    }

    /**
     * Reads and checks a template; never throws for what a user can write.
     *
     * @param expected what the place takes: for a list or a mapping the template must be one tag
     * @param problems gets at least one error if the result is empty
     */
    public static Optional<Template> compile(
            Node.Scalar scalar, Scope scope, Type expected, Problems problems) {
        Type wanted = scalar.secret() ? new Type.Secret(expected) : expected;
        return compile(scalar.text(), Place.of(scalar), scope, wanted, problems);
    }

    public static Optional<Template> compile(
            String text, Place place, Scope scope, Type expected, Problems problems) {
        Problems found = new Problems();
        List<Part> parts = new Parser(text, place, found).parse();
        boolean parsed = !found.hasErrors();
        Check check = new Check(scope, place, found);
        Optional<Part.Name> single =
                Check.open(expected) == Type.Simple.TEXT ? Optional.empty() : single(parts);
        if (single.isPresent()) {
            check.type(single.get())
                    .ifPresent(type -> fits(single.get(), type, expected, place, found));
        } else {
            check.parts(parts);
            if (parsed) {
                mustBeOneTag(text, expected, place, found);
            }
        }
        problems.addAll(found);
        return found.hasErrors()
                ? Optional.empty()
                : Optional.of(
                        new Template(
                                text,
                                place,
                                scope,
                                expected instanceof Type.Secret,
                                check.used(),
                                single,
                                parts));
    }

    private static Optional<Part.Name> single(List<Part> parts) {
        return parts.size() == 1 && parts.getFirst() instanceof Part.Value value
                ? Optional.of(value.name())
                : Optional.empty();
    }

    private static void fits(
            Part.Name name, Type type, Type expected, Place place, Problems problems) {
        Type given = Check.open(type);
        Type wanted = Check.open(expected);
        boolean whole = given instanceof Type.Items;
        boolean table = given instanceof Type.Table || given instanceof Type.Fields;
        boolean fits =
                given == Type.Simple.ANY
                        || switch (wanted) {
                            case Type.Items _ -> whole;
                            case Type.Table _, Type.Fields _ -> table;
                            case Type.Simple simple ->
                                    simple == Type.Simple.ANY || (!whole && !table);
                            case Type.Choice _ -> !whole && !table;
                            case Type.Secret _ -> true;
                        };
        if (!fits) {
            problems.add(
                    Diagnostic.error(
                                    TemplateCode.WRONG_TYPE,
                                    "`"
                                            + name.path()
                                            + "` is "
                                            + Types.name(given)
                                            + ", and here stands "
                                            + Types.name(wanted),
                                    place.span(name.from(), name.to()))
                            .label("this is " + Types.name(given)));
        }
    }

    private static void mustBeOneTag(String text, Type expected, Place place, Problems problems) {
        boolean structured =
                switch (Check.open(expected)) {
                    case Type.Items _, Type.Table _, Type.Fields _ -> true;
                    case Type.Simple _, Type.Choice _, Type.Secret _ -> false;
                };
        if (structured) {
            problems.add(
                    Diagnostic.error(
                                    TemplateCode.WRONG_TYPE,
                                    "a text with tags in it cannot make "
                                            + Types.name(Check.open(expected)),
                                    place.span(0, text.length()))
                            .help(
                                    "write one tag and nothing else, `{{name}}`, or the items one by one"));
        }
    }

    /** The template as it was written. */
    public String text() {
        return text;
    }

    public Span span() {
        return place.span(0, text.length());
    }

    /** The declared names that it uses, in the order of first use. */
    public SequencedSet<String> names() {
        return names.sequencedKeySet();
    }

    /**
     * Fills it in. The value is a {@link Value.Text} (or, for one tag where no text is expected,
     * the value of its name), and a {@link Value.Secret} if a secret took part. Numbers and
     * booleans are written as they stand in the file: {@code 3.10} stays {@code 3.10}.
     */
    public Outcome render(Bindings bindings) {
        Filling filling = new Filling(scope, bindings);
        try {
            Optional<Value> value =
                    single.isPresent()
                            ? filling.find(single.get(), List.of())
                            : Optional.of(new Value.Text(machine.fill(filling)));
            if (!filling.unknown().isEmpty() || value.isEmpty()) {
                return new Outcome.Unknown(filling.unknown());
            }
            boolean hidden =
                    secret
                            || filling.secret()
                            || names.values().stream()
                                    .anyMatch(n -> n.type() instanceof Type.Secret);
            return new Outcome.Known(hidden ? new Value.Secret(value.get()) : value.get());
        } catch (Shortfall shortfall) {
            return new Outcome.Failed(
                    Diagnostic.error(
                                    shortfall.code(),
                                    shortfall.title(),
                                    place.span(shortfall.from(), shortfall.to()))
                            .help(shortfall.help()));
        } catch (MustacheException unforeseen) {
            return new Outcome.Failed(
                    Diagnostic.error(
                            TemplateCode.UNFIT_VALUE,
                            "this template could not be filled in",
                            span()));
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
