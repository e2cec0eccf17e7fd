package dev.rappel.modules.systemd;

import dev.rappel.engine.value.Default;
import dev.rappel.engine.value.Doc;
import dev.rappel.engine.value.Example;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code systemd} is given; Ansible's names where the meaning is Ansible's. */
public record SystemdArguments(
        @Doc("The unit; `.service` may be left out.") @Example("app.service") String name,
        @Doc(
                        "`started`: it runs, with the program and the unit that are on disk: it is"
                                + " restarted exactly when the running process differs. `stopped`: it"
                                + " does not run. Left out: whether it runs is not looked at.")
                @Example("started")
                Optional<State> state,
        @Doc("Whether it starts with the host.") @Example("true") Optional<Boolean> enabled,
        @Doc("Whether it cannot be started at all.") @Example("false") Optional<Boolean> masked,
        @Doc(
                        "Drop-in files by their names, each with its text; those that stand there and"
                                + " are not named are left alone.")
                @Default("{}")
                @Example("{10-limits.conf: \"[Service]\\nLimitNOFILE=65536\\n\"}")
                Map<String, String> dropIns,
        @Doc(
                        "Files that the service reads when it starts, such as its own configuration: a"
                                + " change of one needs a restart, as one of the unit, its drop-ins, its"
                                + " environment files and its program does.")
                @Default("[]")
                @Example("[/etc/app/app.conf]")
                List<String> reads,
        @Doc(
                        "Whether systemd reads its files again. It is done whenever systemd says that"
                                + " it is needed; `true` says it twice.")
                @Default("true")
                boolean daemonReload,
        @Doc("How long starting or stopping may take.") @Default("90s") @Example("5m")
                Duration deadline) {

    public SystemdArguments {
        if (!name.matches("[A-Za-z0-9:_.@\\\\-]{1,255}")) {
            throw new IllegalArgumentException("`" + name + "` is not a unit's name");
        }
        for (String file : dropIns.keySet()) {
            if (!file.matches("[A-Za-z0-9_@:-][A-Za-z0-9_.@:-]*\\.conf")) {
                throw new IllegalArgumentException(
                        "a drop-in's name ends in `.conf` and has no folder: `" + file + "`");
            }
        }
        reads = List.copyOf(reads);
        for (String path : reads) {
            if (!path.startsWith("/") || path.lines().count() > 1 || path.contains("=")) {
                throw new IllegalArgumentException(
                        "`reads` names files by absolute paths without `=`: `" + path + "`");
            }
        }
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("`deadline` must be longer than nothing");
        }
    }

    /** What the unit must be doing. */
    public enum State {
        STARTED,
        STOPPED
    }
}
