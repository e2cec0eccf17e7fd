package dev.rappel.modules.control;

import dev.rappel.engine.module.Fact;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.value.Type;

/** What the modules that act on the run itself declare. */
public final class ControlSpecs {
    private ControlSpecs() {}

    private static final Fact MSG = new Fact("msg", Type.Simple.TEXT, "What was said.");

    public static final ModuleSpec<AssertArguments> ASSERT =
            ModuleSpec.of(
                            "assert",
                            AssertArguments.class,
                            """
                            Conditions are true. One that is not fails the task, with the condition and the \
                            values of its names. A plan blocks on what is already known to be false.\
                            """,
                            """
                            - name: There are enough hosts
                              assert:
                                that: size(groups['app']) >= 3
                                fail_msg: this service needs three hosts
                            """)
                    .results(MSG);

    public static final ModuleSpec<FailArguments> FAIL =
            ModuleSpec.of(
                            "fail",
                            FailArguments.class,
                            "Fails the task, always; best with `when`.",
                            """
                            - name: Refuse the old layout
                              fail:
                                msg: hosts with the old layout are not handled
                              when: layout == 'old'
                            """)
                    .results(MSG);

    public static final ModuleSpec<DebugArguments> DEBUG =
            ModuleSpec.of(
                            "debug",
                            DebugArguments.class,
                            "Shows a text or a value. Secrets stay masked.",
                            """
                            - debug:
                                msg: "{{inventory_hostname}} gets {{version}}"
                            """)
                    .results(new Fact("msg", Type.Simple.ANY, "What was shown."));

    public static final ModuleSpec<SetFactArguments> SET_FACT =
            ModuleSpec.of(
                    "set_fact",
                    SetFactArguments.class,
                    """
                    Sets variables on the host for the tasks that follow, in this run only. The names are the \
                    arguments' names.\
                    """,
                    """
                    - set_fact:
                        data_dir: /srv/{{inventory_hostname}}
                    """);

    public static final ModuleSpec<PauseArguments> PAUSE =
            ModuleSpec.of(
                            "pause",
                            PauseArguments.class,
                            """
                            Waits for a time, or for a person. Between the batches of a roll use `soak` and \
                            `confirm` of the strategy.\
                            """,
                            """
                            - pause:
                                prompt: Has the load moved away?
                              run_once: true
                            """)
                    .results(
                            new Fact("user_input", Type.Simple.TEXT, "What the person typed."),
                            new Fact(
                                    "seconds",
                                    Type.Simple.DECIMAL,
                                    "How long it took, in seconds."));
}
