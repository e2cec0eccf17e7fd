package dev.rappel.modules.command;

import dev.rappel.engine.module.FreeForm;
import dev.rappel.engine.value.Default;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import dev.rappel.engine.value.OnlyOne;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What {@code command} is given; Ansible's names where the meaning is Ansible's. */
@OnlyOne(
        value = {"cmd", "argv"},
        required = true)
public record CommandArguments(
        @FreeForm
                @Doc(
                        "The program and its arguments, split at blanks as a shell would, quotes"
                                + " heeded. No shell runs it: `|`, `>`, `*` and `$` are plain characters.")
                @Example("/usr/bin/appctl reload --all")
                Optional<String> cmd,
        @Doc("The program and its arguments as a list, each passed on as it is.")
                @Example("[/bin/sh, -c, 'du -s /srv | cut -f1']")
                Optional<List<String>> argv,
        @Doc("The folder to run it in.") @Example("/srv/app") Optional<String> chdir,
        @Doc("A path or shell pattern; when something by that name exists, there is nothing to do.")
                @Example("/srv/app/.initialised")
                Optional<String> creates,
        @Doc("A path or shell pattern; when nothing by that name exists, there is nothing to do.")
                @Example("/srv/app/old.lock")
                Optional<String> removes,
        @Doc("An sh command that only reads; when it ends with status 0, there is nothing to do.")
                @Example("grep -q '^ready$' /run/app/state")
                Optional<String> unless,
        @Doc("Text for its standard input.") @Example("yes") Optional<String> stdin,
        @Doc("Variables for its environment. Secrets stay out of process lists.")
                @Default("{}")
                @Example("{APP_HOME: /srv/app}")
                Map<String, String> environment,
        @Doc("The exit statuses that count as success.") @Default("[0]") @Example("[0, 3]")
                List<Integer> ok,
        @Doc("How long it may run before it is ended and the task fails.")
                @Default("10m")
                @Example("90s")
                Duration deadline,
        @Doc(
                        "Whether it only reads. It is then run to look, in plans too, changes nothing,"
                                + " and a status that is not in `ok` fails the task.")
                @Default("false")
                boolean readOnly) {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Duration LONGEST = Duration.ofHours(24);

    public CommandArguments {
        cmd.ifPresent(c -> CommandWords.split("cmd", c));
        if (argv.filter(words -> words.isEmpty() || words.getFirst().isEmpty()).isPresent()) {
            throw new IllegalArgumentException("`argv` names no program");
        }
        if (chdir.filter(c -> !c.startsWith("/")).isPresent()) {
            throw new IllegalArgumentException(
                    "`chdir` must be an absolute path, one that begins with `/`");
        }
        for (Optional<String> text : List.of(creates, removes, unless)) {
            if (text.filter(String::isBlank).isPresent()) {
                throw new IllegalArgumentException(
                        "`creates`, `removes` and `unless` must not be empty");
            }
        }
        if (readOnly && (creates.isPresent() || removes.isPresent() || unless.isPresent())) {
            throw new IllegalArgumentException(
                    "`read_only` does not go with `creates`, `removes` or `unless`: such a"
                            + " command is always run");
        }
        for (String name : environment.keySet()) {
            if (!VARIABLE.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "`" + name + "` cannot be the name of an environment variable");
            }
        }
        if (ok.isEmpty() || ok.stream().anyMatch(s -> s < 0 || s > 255)) {
            throw new IllegalArgumentException("`ok` lists exit statuses, numbers from 0 to 255");
        }
        if (deadline.isNegative() || deadline.isZero() || deadline.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("`deadline` must be more than 0 and at most 24h");
        }
    }

    /** The program and its arguments. */
    List<String> words() {
        return argv.orElseGet(() -> CommandWords.split("cmd", cmd.orElse("")));
    }

    /** Whether a host can tell that it is not needed. */
    boolean conditional() {
        return creates.isPresent() || removes.isPresent() || unless.isPresent();
    }
}
