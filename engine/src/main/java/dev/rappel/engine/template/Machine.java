package dev.rappel.engine.template;

import com.github.mustachejava.Binding;
import com.github.mustachejava.Code;
import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Iteration;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import com.github.mustachejava.MustacheVisitor;
import com.github.mustachejava.ObjectHandler;
import com.github.mustachejava.TemplateContext;
import com.github.mustachejava.util.Wrapper;
import dev.rappel.engine.value.Value;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Mustache.java, driven by our parts and bound strictly. The names that the library gets are the
 * numbers of our tags, so that each binding knows its place; the scopes that it passes around are a
 * {@link Filling} and, after it, the {@link Value}s of the sections.
 */
final class Machine extends DefaultMustacheFactory {
    private final List<Part.Name> names = new ArrayList<>();
    private final Mustache mustache;

    Machine(List<Part> parts) {
        super(_ -> null);
        setObjectHandler(new Strict(names));
        mustache = build(parts);
        mustache.init();
    }

    /** A section that is written for true: it has no item of its own. */
    private record Plain() {}

    /** A value with the tag that it was found for. */
    private record Found(Part.Name name, Filling filling, Optional<Value> value) {}

    private Mustache build(List<Part> parts) {
        MustacheVisitor visitor = createMustacheVisitor();
        StringBuilder literal = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Literal text) {
                literal.append(text.text());
                continue;
            }
            visitor.write(CONTEXT, literal.toString());
            literal.setLength(0);
            switch (part) {
                case Part.Literal _ -> {}
                case Part.Value value -> visitor.value(CONTEXT, number(value.name()), false);
                case Part.Section section -> {
                    String number = number(section.name());
                    Mustache inner = build(section.parts());
                    if (section.inverted()) {
                        visitor.notIterable(CONTEXT, number, inner);
                    } else {
                        visitor.iterable(CONTEXT, number, inner);
                    }
                }
            }
        }
        visitor.write(CONTEXT, literal.toString());
        return visitor.mustache(CONTEXT);
    }

    private static final TemplateContext CONTEXT =
            new TemplateContext("{{", "}}", "template", 0, false);

    private String number(Part.Name name) {
        names.add(name);
        return Integer.toString(names.size() - 1);
    }

    /**
     * @throws Shortfall if a value is missing or cannot stand where it is asked for
     */
    String fill(Filling filling) {
        StringWriter writer = new StringWriter();
        List<Object> scopes = new ArrayList<>();
        scopes.add(filling);
        try {
            mustache.execute(writer, scopes);
        } catch (MustacheException failure) {
            throw shortfall(failure);
        }
        return writer.toString();
    }

    private static RuntimeException shortfall(MustacheException failure) {
        Throwable at = failure;
        while (at != null) {
            if (at instanceof Shortfall shortfall) {
                return shortfall;
            }
            at = at.getCause();
        }
        return failure;
    }

    /**
     * Values come from a {@link Filling} and from nowhere else: no reflection, no empty default.
     */
    private record Strict(List<Part.Name> names) implements ObjectHandler {
        @Override
        public Binding createBinding(@Nullable String number, TemplateContext context, Code code) {
            // Literals have no name, and a whole template has that of its file.
            if (number == null || number.equals(context.file())) {
                return _ -> {
                    throw new IllegalStateException("this has no value of its own");
                };
            }
            Part.Name name = names.get(Integer.parseInt(number));
            return scopes -> {
                Filling filling = (Filling) scopes.getFirst();
                List<Value> items =
                        scopes.stream()
                                .filter(Value.class::isInstance)
                                .map(Value.class::cast)
                                .toList();
                return new Found(name, filling, filling.find(name, items));
            };
        }

        @Override
        public String stringify(Object object) {
            Found found = (Found) object;
            return found.value.map(v -> found.filling.text(found.name, v)).orElse("");
        }

        @Override
        public Writer iterate(
                Iteration iteration, Writer writer, Object object, List<Object> scopes) {
            Writer last = writer;
            for (Optional<Value> item : rounds((Found) object)) {
                Object round = item.isPresent() ? item.get() : new Plain();
                last = iteration.next(last, round, scopes);
            }
            return last;
        }

        @Override
        public Writer falsey(
                Iteration iteration, Writer writer, Object object, List<Object> scopes) {
            Found found = (Found) object;
            boolean empty = found.value.isPresent() && rounds(found).isEmpty();
            return empty ? iteration.next(writer, new Plain(), scopes) : writer;
        }

        private static List<Optional<Value>> rounds(Found found) {
            return found.value.map(v -> found.filling.rounds(found.name, v)).orElse(List.of());
        }

        @Override
        public Wrapper find(String name, List<Object> scopes) {
            throw new IllegalStateException("values are found by bindings only");
        }

        @Override
        public Object coerce(Object object) {
            return object;
        }
    }
}
