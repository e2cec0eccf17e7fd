package dev.rappel.cli.lab;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.Labs;
import dev.rappel.lab.process.LocalCommand;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rappel lab etcdctl}: etcdctl of the cluster's own version, on a member's host. */
@Command(
        name = "etcdctl",
        mixinStandardHelpOptions = true,
        description = "Runs etcdctl on the cluster, with its endpoints and certificates given.",
        footer = {"", "Example: rappel lab etcdctl endpoint status -w table"})
final class EtcdctlCommand implements Callable<Integer>, OtherProgram {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private LabOption lab = new LabOption();

    @Parameters(
            arity = "1..*",
            paramLabel = "WORD",
            description = "The words after etcdctl, options and all.")
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() throws Failure, InterruptedException {
        LocalCommand.Result result =
                Labs.ofThisUser()
                        .open(lab.name())
                        .needCluster()
                        .etcdctl(words.toArray(String[]::new));
        PrintWriter out = spec.commandLine().getOut();
        out.print(result.out());
        out.flush();
        spec.commandLine().getErr().print(result.err());
        spec.commandLine().getErr().flush();
        return result.status();
    }
}
