package dev.rappel.cli;

import dev.rappel.engine.plan.Outlook;
import dev.rappel.engine.plan.Plan;
import dev.rappel.engine.report.Event;
import dev.rappel.engine.report.PlanText;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.text.Secrets;
import java.io.Console;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a saved plan, or playbooks once their plan was agreed to. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a saved plan, or makes a plan of playbooks, shows it and runs it.",
            "The hosts are observed again: when a saved plan is no longer what a run would do,"
                    + " nothing is touched."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "  0:done",
            "  3:failed, and there was nothing to put back",
            "  4:refused, or not agreed to; nothing was touched",
            "  5:the plan is stale; nothing was touched",
            "  6:another run has a host",
            "  7:a host cannot be reached, does not let us in, or was lost in the middle",
            "  8:failed, and put back as it was",
            "  9:failed, or stopped at once, and a person must look",
            " 64:called wrongly",
            " 65:a file is wrong",
            "130, 143:stopped on request, at a safe point"
        })
final class RunCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "PLAN|PLAYBOOK",
            arity = "1..*",
            description = "A saved plan, or playbooks.")
    private List<Path> files = List.of();

    @Mixin private FilesOptions options = new FilesOptions();

    @Mixin private WorkOptions work = new WorkOptions();

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask; needed where there is no terminal.")
    private boolean yes;

    @Override
    public Integer call() throws Failure, InterruptedException {
        Secrets secrets = new Secrets();
        Outlets outlets =
                new Outlets(
                        spec.commandLine().getOut(),
                        spec.commandLine().getErr(),
                        work.json(),
                        secrets);
        Optional<SavedPlan> saved = SavedPlan.among(files);
        boolean become = work.become() || saved.map(s -> s.plan().asked().become()).orElse(false);
        List<Path> playbooks = saved.map(SavedPlan::playbooks).orElse(files);
        FilesOptions wanted = saved.isPresent() ? saved.get().options(options) : options;
        try (Planning planning = new Planning(outlets, work, become)) {
            return switch (planning.plan(playbooks, wanted)) {
                case Planning.Result.Ended(ExitCode code) -> code.number();
                case Planning.Result.Made made -> {
                    // What stands in the way now says more than that the plan is another one.
                    if (saved.isPresent() && !made.plan().blocked()) {
                        saved.get().check(made.plan(), secrets);
                    }
                    yield run(made, outlets).number();
                }
            };
        }
    }

    private ExitCode run(Planning.Result.Made made, Outlets outlets)
            throws Failure, InterruptedException {
        Plan plan = made.plan();
        if (!outlets.json()) {
            PlanText text =
                    new PlanText(
                            Looks.out(outlets.secrets()), work.verbose(), ZoneId.systemDefault());
            outlets.text(text.lines(plan, made.took()));
            outlets.text(List.of(text.end(plan, Optional.empty())));
        }
        if (plan.blocked()) {
            throw Obstruction.of(plan);
        }
        if (!made.speaks() && !outlets.json() && plan.outlooks().allMatch(RunCommand::idle)) {
            return ExitCode.DONE; // all that a run would do is look once more
        }
        if (!agreed(plan, outlets)) {
            throw Failure.of(Failure.Kind.REFUSED, "not run: it was not agreed to")
                    .why("nothing was touched");
        }
        Event.RunEnded ended = new Running(outlets, work.verbose(), interruption()).run(made);
        return ended.failure().map(f -> ExitCode.of(f.kind())).orElse(ExitCode.DONE);
    }

    private Interruption interruption() {
        return spec.root().userObject() instanceof Main main
                ? main.interruption()
                : Interruption.none();
    }

    private static boolean idle(Outlook outlook) {
        return outlook instanceof Outlook.Same || outlook instanceof Outlook.Skipped;
    }

    /** What changes nothing needs nobody's consent. */
    private boolean agreed(Plan plan, Outlets outlets) throws Failure, InterruptedException {
        boolean harmless =
                !plan.changes() && plan.outlooks().noneMatch(Outlook.Later.class::isInstance);
        if (yes || harmless) {
            return true;
        }
        Optional<Console> console = outlets.json() ? Optional.empty() : Asking.terminal();
        if (console.isEmpty()) {
            throw Failure.of(Failure.Kind.REFUSED, "not run: there is nobody to agree to it")
                    .why("there is no terminal to ask on; nothing was touched")
                    .help("agree beforehand with --yes");
        }
        return Asking.agreed(console.get(), "Run it?");
    }
}
