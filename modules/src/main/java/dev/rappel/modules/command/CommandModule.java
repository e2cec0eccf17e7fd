package dev.rappel.modules.command;

import dev.rappel.engine.module.Act;
import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Change;
import dev.rappel.engine.module.HostAccess;
import dev.rappel.engine.module.Module;
import dev.rappel.engine.module.ModuleSpec;
import dev.rappel.engine.module.Observation;
import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.module.Step;
import dev.rappel.engine.module.Undo;
import dev.rappel.engine.module.Verdict;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import dev.rappel.modules.command.CommandState.Need;
import dev.rappel.modules.command.CommandState.Ran;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A program has been run. */
public final class CommandModule implements Module<CommandArguments, CommandState> {
    private static final Set<String> RESULT =
            Set.of("rc", "stdout", "stderr", "stdout_lines", "stderr_lines", "start", "seconds");
    private static final int LAST = 20;

    @Override
    public ModuleSpec<CommandArguments> spec() {
        return CommandSpec.COMMAND;
    }

    @Override
    public Observation<CommandState> observe(Call<CommandArguments> call) {
        CommandArguments args = call.args();
        if (args.readOnly()) {
            return new Observation.Direct<>(host ->
                    new CommandState(
                            new Need.Yes(), Optional.of(run(host, CommandScript.run(call)))));
        }
        Optional<Ran> ran = call.done().map(CommandResult::read);
        if (!args.conditional() && args.chdir().isEmpty()) {
            return new Observation.Known<>(new CommandState(new Need.Yes(), ran));
        }
        return new Observation.Scripted<>(
                CommandScript.needed(call),
                reply -> new CommandState(CommandScript.read(args, reply), ran));
    }

    @Override
    public CommandState predict(
            CommandState observed, Call<CommandArguments> call, List<Act> earlier) {
        CommandArguments args = call.args();
        if (args.readOnly()) {
            return observed;
        }
        Need need = observed.need();
        if (need instanceof Need.NoFolder(String folder)
                && CommandPaths.made(folder, earlier).orElse(false)) {
            need = new Need.Yes();
        }
        if (args.creates().isPresent()) {
            Optional<Boolean> made = CommandPaths.made(path(args, args.creates().get()), earlier);
            if (made.isPresent()) {
                need = made.get() ? new Need.No("`creates` is there") : new Need.Yes();
            }
        }
        if (args.removes().isPresent()) {
            Optional<Boolean> made = CommandPaths.made(path(args, args.removes().get()), earlier);
            if (made.isPresent()) {
                need = made.get() ? new Need.Yes() : new Need.No("`removes` is not there");
            }
        }
        return new CommandState(need, observed.ran());
    }

    @Override
    public Change<CommandState> diff(CommandState state, Call<CommandArguments> call) {
        CommandArguments args = call.args();
        if (args.readOnly()) {
            Ran ran = state.ran().orElseThrow();
            return args.ok().contains(ran.status())
                    ? new Change.None<>()
                    : new Change.Blocked<>(
                            CommandResult.ended(shown(call), ran)
                                    + last(ran.err()).stream()
                                            .map(l -> ": " + l)
                                            .reduce("", (_, l) -> l),
                            "list the status in `ok` where it is no error",
                            true);
        }
        if (state.ran().isPresent()) {
            return proved(state, args);
        }
        return switch (state.need()) {
            case Need.No _ -> new Change.None<>();
            case Need.NoFolder(String folder) ->
                    new Change.Blocked<>(
                            "there is no folder " + folder + " to run it in",
                            "make it first, or correct `chdir`",
                            true);
            case Need.Yes _ -> {
                Act act =
                        Act.quiet(
                                kind(args),
                                subject(call),
                                "runs " + shown(call),
                                new Step.Run(CommandScript.run(call)));
                yield new Change.Some<>(
                        List.of(act), new CommandState(new Need.No("it ran"), state.ran()), RESULT);
            }
        };
    }

    /** It ran; what should show that it need not run again must show it. */
    private static Change<CommandState> proved(CommandState state, CommandArguments args) {
        return args.conditional() && state.need() instanceof Need.Yes
                ? new Change.Blocked<>(
                        "it ran, and `"
                                + (args.creates().isPresent()
                                        ? "creates"
                                        : args.removes().isPresent() ? "removes" : "unless")
                                + "` still says that it is needed",
                        "correct the condition: each run of the playbook would do it again")
                : new Change.None<>();
    }

    private static Act.Kind kind(CommandArguments args) {
        if (args.creates().isPresent()) {
            return Act.Kind.CREATE;
        }
        return args.removes().isPresent() ? Act.Kind.REMOVE : Act.Kind.CHANGE;
    }

    private static String subject(Call<CommandArguments> call) {
        CommandArguments args = call.args();
        if (args.creates().isPresent() && !call.secret().contains("creates")) {
            return path(args, args.creates().get());
        }
        if (args.removes().isPresent() && !call.secret().contains("removes")) {
            return path(args, args.removes().get());
        }
        return isSecret(call) ? "a command" : args.words().getFirst();
    }

    private static String path(CommandArguments args, String written) {
        return written.startsWith("/") || args.chdir().isEmpty()
                ? written
                : args.chdir().get() + "/" + written;
    }

    private static boolean isSecret(Call<CommandArguments> call) {
        return call.secret().contains("cmd") || call.secret().contains("argv");
    }

    /** The command as it may be shown. */
    private static String shown(Call<CommandArguments> call) {
        if (isSecret(call)) {
            return "a command with a secret in it, which the host's process list shows while it"
                    + " runs";
        }
        return call.args().words().stream()
                .map(CommandModule::quoted)
                .collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        boolean plain =
                !word.isEmpty()
                        && word.chars()
                                .noneMatch(
                                        c -> Character.isWhitespace(c) || "'\"\\".indexOf(c) >= 0);
        return plain ? word : "'" + word.replace("'", "'\\''").replace("\n", "⏎") + "'";
    }

    @Override
    public Value.Fields act(HostAccess host, Call<CommandArguments> call, Act act)
            throws Failure, InterruptedException {
        Ran ran = run(host, CommandScript.run(call));
        if (!call.args().ok().contains(ran.status())) {
            throw CommandResult.failure(
                    isSecret(call) ? "the command" : "`" + shown(call) + "`", ran);
        }
        return CommandResult.write(ran);
    }

    private static Ran run(HostAccess host, Script script) throws Failure, InterruptedException {
        Instant start = Instant.now();
        long before = System.nanoTime();
        Reply reply = host.run(script);
        double seconds = Math.round((System.nanoTime() - before) / 1e6) / 1e3;
        return new Ran(
                reply.status(),
                CommandResult.trimmed(reply.out()),
                CommandResult.trimmed(reply.err()),
                start.truncatedTo(ChronoUnit.MILLIS).toString(),
                seconds);
    }

    @Override
    public Undo wayBack(
            CommandState before, Call<CommandArguments> call, Change.Some<CommandState> change) {
        return new Undo.Impossible("what a command did is not known, so it cannot be taken back");
    }

    @Override
    public void undo(HostAccess host, Step step) {
        throw new IllegalArgumentException("a command has no way back");
    }

    @Override
    public Value.Fields result(CommandState state, Call<CommandArguments> call) {
        return CommandResult.full(state.ran().orElse(new Ran(0, "", "", "", 0)));
    }

    @Override
    public Value.Fields facts(CommandState state) {
        return Call.nothing();
    }

    @Override
    public Verdict guard(HostAccess host, Call<CommandArguments> call, Act act) {
        return new Verdict.Allowed(Call.nothing());
    }

    /** The last lines of a program's output. */
    static List<String> last(String output) {
        List<String> lines = output.lines().filter(l -> !l.isBlank()).toList();
        return lines.subList(Math.max(0, lines.size() - LAST), lines.size());
    }
}
