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
                Duration deadline) {}
