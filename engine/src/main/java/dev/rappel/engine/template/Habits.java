package dev.rappel.engine.template;

import dev.rappel.engine.text.Diagnostic;
import dev.rappel.engine.text.Problems;
import dev.rappel.engine.text.Span;
import dev.rappel.engine.value.AnsibleNames;
import dev.rappel.engine.value.Place;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people write who come from Ansible and Jinja, and what to write here. */
final class Habits {
    private static final Pattern STATEMENT =
            Pattern.compile(
                    "\\{%[-+]?\\s*(if|elif|else|endif|for|endfor|set|endset|raw|endraw|block|macro"
                            + "|include|import|from|with|filter|extends)\\b[^%\\n]{0,200}(?:%\\})?");
    private static final Pattern COMMENT = Pattern.compile("\\{#[- ][^\\n]{0,200}?#\\}");
    private static final Pattern FILTER =
            Pattern.compile(".*?\\|\\s*([A-Za-z_0-9.]*).*", Pattern.DOTALL);
    private static final Pattern CALL =
            Pattern.compile("([A-Za-z_][A-Za-z0-9_.]*)\\s*\\(.*", Pattern.DOTALL);
    private static final Pattern INDEX =
            Pattern.compile("([A-Za-z_][A-Za-z0-9_.]*)\\[\\s*['\"]([^'\"]*)['\"]\\s*\\]");

    static final String THROUGH_LIST =
            "go through the list, `{{#list}}{{.}}{{/list}}`, or give the item a name of its own under"
                    + " `vars`";

    private static final int LONGEST = 1000;

    private Habits() {}

    /** A tag whose content is no name. */
    static Diagnostic in(String content, Span span) {
        if (content.length() > LONGEST) {
            return Diagnostic.error(TemplateCode.BAD_NAME, "this is too long to be a name", span);
        }
        if (content.isEmpty()) {
            return Diagnostic.error(TemplateCode.BAD_NAME, "this tag has no name", span)
                    .help("write the name of a variable between the braces");
        }
        Matcher filter = FILTER.matcher(content);
        if (filter.matches() && !content.contains("||")) {
            return filter(filter.group(1), span);
        }
        if (content.matches("(?s).*\\sif\\s.*")) {
            return jinja("a choice cannot be made inside a tag", span)
                    .help(
                            "write `{{#name}}a{{/name}}{{^name}}b{{/name}}`, with a name that is true or false");
        }
        Matcher call = CALL.matcher(content);
        if (call.matches()) {
            return call(call.group(1), span);
        }
        Optional<String> ansible =
                content.contains("[")
                        ? AnsibleNames.instead(content.substring(0, content.indexOf('[')).strip())
                        : Optional.empty();
        if (ansible.isPresent()) {
            return Diagnostic.error(
                            TemplateCode.NOT_MUSTACHE, "`" + content + "` is Ansible's", span)
                    .help(ansible.get());
        }
        Matcher index = INDEX.matcher(content);
        if (index.matches()) {
            return jinja("a field is asked for with a dot", span)
                    .help("write `" + index.group(1) + "." + index.group(2) + "`");
        }
        if (content.contains("[")) {
            return jinja("items of a list cannot be picked in a template", span).help(THROUGH_LIST);
        }
        if (content.startsWith("-") || content.endsWith("-")) {
            return jinja("blanks around a tag are kept as they stand", span)
                    .help("leave the `-` out");
        }
        if (content.startsWith("not ")) {
            return jinja("nothing is calculated in a template", span)
                    .help("for what is false or empty write `{{^name}}…{{/name}}`");
        }
        if (content.startsWith("'") || content.startsWith("\"")) {
            return Diagnostic.error(
                            TemplateCode.NOT_MUSTACHE, "a tag holds a name, and this is text", span)
                    .help(
                            "write the text without the braces; for braces themselves change the delimiters: `{{=<% %>=}}`");
        }
        if (content.matches("(?s).*[-+*/~=<>&?%!].*") && content.matches("(?s).*[A-Za-z0-9].*")) {
            return jinja("nothing is calculated in a template", span)
                    .help(
                            "a tag holds a name only; calculate in a condition, or give the result a name under `vars`");
        }
        return Diagnostic.error(
                        TemplateCode.BAD_NAME, "`" + shown(content) + "` is not a name", span)
                .note(
                        "a name is made of letters, digits, `_` and `-`, with dots between the words");
    }

    private static Diagnostic filter(String filter, Span span) {
        Diagnostic error = jinja("templates have no filters", span);
        return switch (filter) {
            case "default", "d" ->
                    error.help(
                            "give the variable its default under the play's `vars`, or write `{{#name}}{{name}}{{/name}}{{^name}}otherwise{{/name}}` for a list or a mapping");
            case "join" -> error.help("write `{{#list}}{{.}} {{/list}}`");
            case "quote" -> error.help("write the quotes into the text, around the tag");
            case "int", "string", "float", "bool" ->
                    error.help(
                            "leave it out: a value is written as it stands in the file, and arguments are read by their own type");
            case "to_json", "to_nice_json", "to_yaml", "to_nice_yaml" ->
                    error.help("write the text out, with a tag for each value");
            default -> error.help("give the result a name of its own under `vars`");
        };
    }

    private static Diagnostic call(String function, Span span) {
        return switch (function) {
            case "lookup", "query", "q" ->
                    jinja("`" + function + "` is not known here", span)
                            .help("read files with `vars_files`, and give values with `-e`");
            default ->
                    jinja("functions cannot be called in a template", span)
                            .help("a tag holds a name only");
        };
    }

    /** Jinja's statements and comments in the text between tags, which Mustache would just copy. */
    static void inText(String text, Place place, Problems problems) {
        Matcher statement = STATEMENT.matcher(text);
        while (statement.find()) {
            problems.add(
                    statement(statement.group(1), place.span(statement.start(), statement.end())));
        }
        Matcher comment = COMMENT.matcher(text);
        while (comment.find()) {
            problems.add(
                    jinja(
                                    "this is a comment in Jinja, and would be copied here",
                                    place.span(comment.start(), comment.end()))
                            .help("write `{{! … }}`"));
        }
    }

    private static Diagnostic statement(String word, Span span) {
        Diagnostic error = jinja("`{% " + word + " %}` is Jinja, and would be copied here", span);
        return switch (word) {
            case "if", "elif", "else", "endif" ->
                    error.help(
                            "write `{{#name}}…{{/name}}`, and `{{^name}}…{{/name}}` for otherwise");
            case "for", "endfor" -> error.help("write `{{#list}}… {{.}} …{{/list}}`");
            case "set", "endset" -> error.help("give it a name under `vars`");
            default ->
                    error.help(
                            "a template holds text, `{{name}}` and sections `{{#name}}…{{/name}}`");
        };
    }

    private static Diagnostic jinja(String title, Span span) {
        return Diagnostic.error(TemplateCode.NOT_MUSTACHE, title, span);
    }

    private static String shown(String content) {
        String line = content.lines().findFirst().orElse("");
        return line.length() > 40
                ? line.substring(
                                0,
                                line.offsetByCodePoints(
                                        0, Math.min(40, line.codePointCount(0, line.length()))))
                        + "…"
                : line;
    }
}
