package dev.rappel.cli;

import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.module.Modules;
import dev.rappel.engine.text.DidYouMean;
import dev.rappel.engine.text.Failure;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The reference of the modules, made from what they declare. */
@Command(
        name = "modules",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the modules that tasks can use, or describes some of them.",
            "What is printed is what playbooks are checked against."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:printed", "64:there is no such module"})
final class ModulesCommand implements Callable<Integer> {
    private static final int WIDTH = 100;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "Modules to describe; without a name all are listed.")
    private List<String> names = List.of();

    @Override
    public Integer call() throws Failure {
        Modules modules = Modules.installed();
        PrintWriter out = spec.commandLine().getOut();
        ModulePage page = new ModulePage(out, WIDTH);
        if (names.isEmpty()) {
            page.list(modules.all());
        }
        for (String name : names) {
            page.describe(find(modules, name));
        }
        out.flush();
        return ExitCode.DONE.number();
    }

    private static ModuleSpec<?> find(Modules modules, String name) throws Failure {
        return modules.find(name)
                .orElseThrow(() ->
                        Failure.of(Failure.Kind.USAGE, "there is no module \"" + name + "\"")
                                .help(
                                        DidYouMean.question(name, modules.names())
                                                .orElse("list them with rappel modules")));
    }
}
