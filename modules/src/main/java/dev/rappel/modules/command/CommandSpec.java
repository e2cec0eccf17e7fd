package dev.rappel.modules.command;

import dev.rappel.engine.module.Fact;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.value.Type;

/** What {@code command} declares. */
public final class CommandSpec {
    private CommandSpec() {}

    public static final ModuleSpec<CommandArguments> COMMAND =
            ModuleSpec.of(
                            "command",
                            CommandArguments.class,
                            """
                            Runs a program on the host. Say with `creates`, `removes` or `unless` when it is not \
                            needed: only then can a plan tell whether it will run, and only then is a second run of \
                            the playbook harmless. It cannot be undone.\
                            """,
                            """
                            - name: Prepare the data folder
                              command:
                                cmd: /usr/bin/appctl init /srv/app
                                creates: /srv/app/.initialised
                            """)
                    .results(
                            new Fact("rc", Type.Simple.WHOLE, "The exit status."),
                            new Fact(
                                    "stdout",
                                    Type.Simple.TEXT,
                                    "Standard output, without the last line break."),
                            new Fact(
                                    "stderr",
                                    Type.Simple.TEXT,
                                    "Standard error, without the last line break."),
                            new Fact(
                                    "stdout_lines",
                                    new Type.Items(Type.Simple.TEXT),
                                    "Standard output, line by line."),
                            new Fact(
                                    "stderr_lines",
                                    new Type.Items(Type.Simple.TEXT),
                                    "Standard error, line by line."),
                            new Fact("start", Type.Simple.TEXT, "When it began, as ISO 8601."),
                            new Fact(
                                    "seconds",
                                    Type.Simple.DECIMAL,
                                    "How long it ran, in seconds."));
}
