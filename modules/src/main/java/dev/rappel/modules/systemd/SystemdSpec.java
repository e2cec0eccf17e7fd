package dev.rappel.modules.systemd;

import dev.rappel.engine.module.Fact;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.value.Type;

/** What {@code systemd} declares. */
public final class SystemdSpec {
    private SystemdSpec() {}

    public static final ModuleSpec<SystemdArguments> SYSTEMD =
            ModuleSpec.of(
                            "systemd",
                            SystemdArguments.class,
                            """
                            A unit of systemd is in this state. `state: started` means that the running process \
                            is the program that is on disk, started with the unit that is on disk: no handler has \
                            to be told that something changed, and a run that was cut off loses no restart.\
                            """,
                            """
                            - name: The service runs what is installed
                              systemd:
                                name: app.service
                                state: started
                                enabled: true
                              become: true
                            """)
                    .results(
                            new Fact("name", Type.Simple.TEXT, "The unit's full name."),
                            new Fact("active_state", Type.Simple.TEXT, "systemd's ActiveState."),
                            new Fact("sub_state", Type.Simple.TEXT, "systemd's SubState."),
                            new Fact(
                                    "main_pid", Type.Simple.WHOLE, "The main process; 0 for none."),
                            new Fact(
                                    "enabled",
                                    Type.Simple.BOOL,
                                    "Whether it starts with the host."),
                            new Fact(
                                    "restarted",
                                    Type.Simple.BOOL,
                                    "Whether this task restarted it."));
}
