package dev.rappel.engine.value;

import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Source;
import dev.rappel.engine.text.Span;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The YAML tags that mean something here; all others are refused by name. */
final class Tag {
    private static final String CORE = "tag:yaml.org,2002:";

    /** Tags that say what a value is anyway; on the right kind of node they change nothing. */
    private static final Set<String> HARMLESS = Set.of(CORE + "map", CORE + "seq");

    private Tag() {}

    /** What tags say of a value and of all values in it. */
    record Marks(boolean secret, boolean verbatim) {}

    /** Whether a plain scalar is text by its tag. */
    static boolean isText(@Nullable String tag) {
        return tag != null && (tag.equals("!") || tag.equals(CORE + "str"));
    }

    static Marks read(
            Source source,
            int start,
            int end,
            String tag,
            boolean scalar,
            Marks outer,
            Problems problems) {
        String text = source.text();
        int from = Math.min(Math.max(start, text.indexOf('!', start)), end);
        int to = from;
        while (to < end && !Character.isWhitespace(text.charAt(to))) {
            to++;
        }
        Span span = source.span(from, to);
        return switch (tag) {
            case "!secret" -> new Marks(true, outer.verbatim);
            case "!unsafe" -> new Marks(outer.secret, true);
            case "!vault", "!vault-encrypted" -> {
                problems.add(vault(span));
                yield new Marks(true, true);
            }
            default -> {
                if (!(scalar ? isText(tag) : HARMLESS.contains(tag) || tag.equals("!"))) {
                    problems.add(refused(tag, span));
                }
                yield outer;
            }
        };
    }

    private static Diagnostic vault(Span span) {
        return Diagnostic.error(ValueCode.VAULT, "this value is encrypted with ansible-vault", span)
                .label("needs a vault password, which is not supported")
                .help(
                        "print it with `ansible -m debug -a var=NAME HOST` or `ansible-vault"
                                + " decrypt`, keep it in a file that is not shared, and mark it"
                                + " `!secret` there");
    }

    private static Diagnostic refused(String tag, Span span) {
        String shown = tag.startsWith(CORE) ? "!!" + tag.substring(CORE.length()) : tag;
        Diagnostic refused =
                Diagnostic.error(
                                ValueCode.TAG,
                                "the tag `" + Values.shorten(shown) + "` is not known",
                                span)
                        .note("known are `!secret`, `!unsafe` and `!!str`");
        if (shown.startsWith("!!python/") || shown.startsWith("!!java") || shown.contains(".")) {
            return refused.note("a tag never makes an object of a class here");
        }
        return tag.startsWith(CORE)
                ? refused.help("remove it: what a value is follows from where it stands")
                : refused.help("if the text begins with `!`, quote it");
    }
}
