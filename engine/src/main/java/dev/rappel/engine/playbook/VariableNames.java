package dev.rappel.engine.playbook;

import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.value.Node;
import java.util.regex.Pattern;

/** What users may call what they define. */
final class VariableNames {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private VariableNames() {}

    /** Reports a name that no expression could use, or that is taken. */
    static boolean check(Node.Scalar name, String what, Problems problems) {
        if (name.text().contains("{{")) {
            problems.add(
                    Diagnostic.error(
                                    PlaybookCode.NEEDS_TEMPLATE_FREE_TEXT,
                                    "a name cannot hold `{{…}}`",
                                    name.span())
                            .note("names must be known before any variable has a value"));
            return false;
        }
        if (!NAME.matcher(name.text()).matches()) {
            problems.add(
                    Diagnostic.error(
                                    PlaybookCode.BAD_NAME,
                                    "no expression can use " + what + ": `" + name + "`",
                                    name.span())
                            .help("use letters, digits and `_`, and do not begin with a digit"));
            return false;
        }
        if (BuiltIn.RESERVED.contains(name.text())) {
            problems.add(
                    Diagnostic.error(
                                    PlaybookCode.RESERVED_NAME,
                                    "`" + name + "` is set by Rappel itself",
                                    name.span())
                            .help("choose another name"));
            return false;
        }
        return true;
    }
}
