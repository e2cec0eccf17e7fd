package dev.rappel.cli.lab;

import dev.rappel.cli.progress.ProgressView;
import dev.rappel.engine.text.Failure;
import dev.rappel.lab.Labs;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rappel lab down}. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Removes all of a lab; images and releases stay in the cache.")
final class DownCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private LabOption lab = new LabOption();

    @Option(names = "--all", description = "All labs that are up.")
    private boolean all;

    @Override
    public Integer call() throws Failure, InterruptedException {
        Labs labs = Labs.ofThisUser();
        PrintWriter out = spec.commandLine().getOut();
        List<String> names = all ? labs.names() : List.of(lab.name());
        for (String name : names) {
            int removed;
            try (ProgressView view = ProgressView.open(spec.commandLine().getErr())) {
                removed = labs.down(name, view.progress());
            }
            out.println(
                    removed == 0
                            ? "there was no lab named " + name
                            : "lab " + name + " is gone (" + removed + " hosts)");
        }
        if (names.isEmpty()) {
            out.println("no lab is up");
        }
        out.flush();
        return 0;
    }
}
