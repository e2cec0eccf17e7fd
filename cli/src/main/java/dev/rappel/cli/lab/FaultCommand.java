package dev.rappel.cli.lab;

import dev.rappel.cli.progress.ProgressView;
import dev.rappel.engine.text.Failure;
import dev.rappel.lab.LabFault;
import dev.rappel.lab.LabFaults;
import dev.rappel.lab.Labs;
import dev.rappel.lab.process.Progress;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rappel lab fault}. */
@Command(
        name = "fault",
        mixinStandardHelpOptions = true,
        description = "Makes something go wrong on a host, or undoes it.",
        footer = {
            "",
            "The host:    pause, kill, reboot, stop-sshd, refuse-ssh",
            "Its network: cut, cut-peers, cut-clients, cut-ports PORT,… slow-network DELAY, narrow-network BYTES",
            "Its disk:    fill PATH (with --small-disk at lab up), slow-disk BYTES",
            "Its etcd:    broken-binary, kill-etcd, freeze-etcd",
            "",
            "Examples: rappel lab fault etcd2 cut-peers",
            "          rappel lab fault etcd2 --undo        (all that etcd2 has)"
        })
final class FaultCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private LabOption lab = new LabOption();

    @Option(
            names = "--undo",
            description = "Undoes the fault; all of the host's where none is named.")
    private boolean undo;

    @Parameters(
            index = "0",
            paramLabel = "HOST",
            description = "A host's name, as rappel lab status shows it.")
    private String host = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FAULT",
            description = "One of the words below.")
    private @Nullable String word;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "VALUE",
            description = "What the fault needs to know.")
    private @Nullable String value;

    @Override
    public Integer call() throws Failure, InterruptedException {
        Optional<LabFault> fault =
                word == null
                        ? Optional.empty()
                        : Optional.of(LabFault.of(word, Optional.ofNullable(value)));
        if (fault.isEmpty() && !undo) {
            throw Failure.of(Failure.Kind.USAGE, "say which fault")
                    .help("use one of: " + String.join(", ", LabFault.WORDS));
        }
        LabFaults faults = new LabFaults(Labs.ofThisUser().open(lab.name()));
        String what =
                host
                        + ": "
                        + fault.map(LabFault::shown).orElse("all faults")
                        + (undo ? ", undone" : "");
        try (ProgressView view = ProgressView.open(spec.commandLine().getErr());
                Progress.Step step = view.progress().start(what)) {
            apply(faults, fault);
            step.done();
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(what);
        out.flush();
        return 0;
    }

    private void apply(LabFaults faults, Optional<LabFault> fault)
            throws Failure, InterruptedException {
        if (fault.isEmpty()) {
            faults.undoAll(host);
        } else if (undo) {
            faults.undo(host, fault.get());
        } else {
            faults.inject(host, fault.get());
        }
    }
}
