package dev.rappel.cli;

import dev.rappel.engine.plan.Outlook;
import dev.rappel.engine.plan.Plan;
import dev.rappel.engine.plan.PlanFile;
import dev.rappel.engine.plan.PlanJson;
import dev.rappel.engine.report.PlanText;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.text.Secrets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a run would change, and changes nothing. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what a run of these playbooks would change, and changes nothing.",
            "The plan is saved; `rappel run` takes it, and refuses when the hosts or the files"
                    + " are no longer what the plan saw."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:the plan was made",
            " 2:with --detailed-exitcode: something would change",
            " 4:something stands in the way of a run",
            " 7:a host cannot be reached or does not let us in",
            "64:called wrongly",
            "65:a file is wrong"
        })
final class PlanCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "PLAYBOOK", arity = "1..*", description = "What to plan.")
    private List<Path> files = List.of();

    @Mixin private FilesOptions options = new FilesOptions();

    @Mixin private WorkOptions work = new WorkOptions();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to save the plan (default: plan-….json in this folder).")
    private @Nullable Path out;

    @Option(names = "--no-save", description = "Do not save the plan.")
    private boolean noSave;

    @Option(
            names = "--detailed-exitcode",
            description = "End with 2 when something would change, with 0 when nothing would.")
    private boolean detailed;

    @Override
    public Integer call() throws Failure, InterruptedException {
        Secrets secrets = new Secrets();
        Outlets outlets =
                new Outlets(
                        spec.commandLine().getOut(),
                        spec.commandLine().getErr(),
                        work.json(),
                        secrets);
        try (Planning planning = new Planning(outlets, work, work.become())) {
            return switch (planning.plan(files, options)) {
                case Planning.Result.Ended(ExitCode code) -> code.number();
                case Planning.Result.Made made -> {
                    Optional<Path> saved = save(made.plan(), secrets);
                    show(made, saved, outlets);
                    yield code(made.plan()).number();
                }
            };
        }
    }

    private Optional<Path> save(Plan plan, Secrets secrets) throws Failure {
        boolean worthIt = out != null || plan.changes() || plan.blocked() || unsettled(plan);
        if (noSave || !worthIt) {
            return Optional.empty();
        }
        Path file = out == null ? Path.of("plan-" + plan.id() + ".json") : out;
        PlanFile.write(plan, file, secrets);
        return Optional.of(file);
    }

    /** Whether a run may come to do more than can be told now. */
    private static boolean unsettled(Plan plan) {
        return plan.outlooks().anyMatch(Outlook.Later.class::isInstance);
    }

    private void show(Planning.Result.Made made, Optional<Path> saved, Outlets outlets) {
        if (outlets.json()) {
            outlets.line(new PlanJson(outlets.secrets()).write(made.plan()));
            return;
        }
        PlanText text =
                new PlanText(Looks.out(outlets.secrets()), work.verbose(), ZoneId.systemDefault());
        outlets.text(text.lines(made.plan(), made.took()));
        outlets.text(List.of(text.end(made.plan(), saved.map(Path::toString))));
    }

    private ExitCode code(Plan plan) {
        if (plan.blocked()) {
            return ExitCode.REFUSED;
        }
        return detailed && plan.changes() ? ExitCode.CHANGES_PRESENT : ExitCode.DONE;
    }
}
