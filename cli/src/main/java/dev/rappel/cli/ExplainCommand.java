package dev.rappel.cli;

import dev.rappel.engine.text.Explanations;
import dev.rappel.engine.text.Failure;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a code in brackets means: {@code error[R0301]}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Explains the code of an error or a warning, with an example and a way out.")
final class ExplainCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "CODE", description = "R and four digits, as in error[R0301].")
    private String code = "";

    @Override
    public Integer call() throws Failure {
        Optional<String> text = Explanations.of(code.strip());
        if (text.isEmpty()) {
            throw Failure.of(Failure.Kind.USAGE, "there is no code \"" + code + "\"")
                    .help("codes are R and four digits, as printed in brackets: error[R0301]");
        }
        spec.commandLine().getOut().print(text.get());
        spec.commandLine().getOut().flush();
        return ExitCode.DONE.number();
    }
}
