package dev.rappel.cli;

import dev.rappel.engine.module.Argument;
import dev.rappel.engine.module.Choice;
import dev.rappel.engine.module.Fact;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.value.Types;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** What is printed of a module. */
final class ModulePage {
    private static final int WIDEST = 100;
    private static final Pattern WORDS = Pattern.compile("\\s+");

    private final PrintWriter out;
    private final int width;

    ModulePage(PrintWriter out, int width) {
        this.out = out;
        this.width = Math.min(WIDEST, Math.max(40, width));
    }

    void list(Collection<ModuleSpec<?>> specs) {
        int longest = specs.stream().mapToInt(s -> s.name().length()).max().orElse(0);
        for (ModuleSpec<?> spec : specs) {
            hanging(
                    spec.name() + " ".repeat(longest - spec.name().length() + 2),
                    summary(spec.doc()));
        }
    }

    void describe(ModuleSpec<?> spec) {
        out.println(spec.name());
        out.println();
        hanging("  ", spec.doc());
        if (!spec.arguments().isEmpty()) {
            head("Arguments");
            spec.arguments().forEach(a -> argument(spec, a));
        }
        spec.anyName()
                .ifPresent(_ -> {
                    out.println();
                    hanging("  ", "Arguments of any other name are values that the task sets.");
                });
        for (Choice choice : spec.choices()) {
            out.println();
            String names = String.join(", ", choice.names());
            hanging("  ", (choice.required() ? "Exactly" : "At most") + " one of: " + names + ".");
        }
        facts("Result, with `register`", all(spec));
        facts("Facts", spec.facts());
        if (!spec.example().isBlank()) {
            head("Example");
            spec.example().stripTrailing().lines().forEach(l -> out.println("    " + l));
        }
        out.println();
    }

    private static List<Fact> all(ModuleSpec<?> spec) {
        List<Fact> facts = new ArrayList<>(ModuleSpec.EVERY_RESULT);
        facts.addAll(spec.result());
        return facts;
    }

    private void argument(ModuleSpec<?> spec, Argument argument) {
        List<String> kind = new ArrayList<>();
        kind.add(Types.name(argument.type()));
        if (argument.required()) {
            kind.add("required");
        }
        argument.byDefault().ifPresent(d -> kind.add("default " + d));
        switch (argument.meaning()) {
            case VALUE -> {}
            case CONDITION -> kind.add("each a condition");
            case EXPRESSION -> kind.add("an expression");
            case FILE -> kind.add("a file on this machine");
            case TEMPLATE -> kind.add("a template on this machine");
        }
        if (spec.freeForm().filter(argument.name()::equals).isPresent()) {
            kind.add("may stand right after the module's name");
        }
        hanging("  " + argument.name() + "  ", String.join("; ", kind));
        hanging("      ", argument.doc());
        argument.variable()
                .ifPresent(v -> hanging("      ", "Left out: the variable " + v + ", if set."));
        argument.example().ifPresent(e -> hanging("      ", "Such as: " + e));
    }

    private void facts(String title, List<Fact> facts) {
        if (facts.isEmpty()) {
            return;
        }
        head(title);
        for (Fact fact : facts) {
            hanging("  " + fact.name() + "  ", Types.name(fact.type()));
            hanging("      ", fact.doc());
        }
    }

    private void head(String title) {
        out.println();
        out.println("  " + title);
        out.println();
    }

    private static String summary(String doc) {
        int end = doc.indexOf(". ");
        return end < 0 ? doc.strip() : doc.substring(0, end + 1);
    }

    /** Text after a first part, its further lines indented as deep. */
    private void hanging(String first, String text) {
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : WORDS.split(text.strip(), -1)) {
            if (!empty && line.length() + 1 + word.length() > width) {
                out.println(line);
                line = new StringBuilder(" ".repeat(first.length()));
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        out.println(line);
    }
}
