package dev.rappel.cli.lab;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands of the lab. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        description = "Real hosts with real etcd on this machine, to rehearse on.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            StatusCommand.class,
            SshCommand.class,
            EtcdctlCommand.class,
            LoadCommand.class,
            FaultCommand.class,
            ReleasesCommand.class,
            DownCommand.class
        })
public final class LabCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say which command of the lab");
    }
}
