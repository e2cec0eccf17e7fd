package dev.rappel.cli;

import dev.rappel.cli.lab.LabCommand;
import dev.rappel.cli.lab.OtherProgram;
import dev.rappel.engine.text.Failure;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code rappel} command. */
@Command(
        name = "rappel",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description =
                "Changes clusters of hosts over SSH, one host at a time, and never loses a quorum.",
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Callable<Integer> {
    /** In the order in which the help names them. */
    private static final List<Class<?>> COMMANDS =
            List.of(
                    CheckCommand.class,
                    ExplainCommand.class,
                    FactsCommand.class,
                    CommandLine.HelpCommand.class,
                    InventoryCommand.class,
                    LabCommand.class,
                    ModulesCommand.class,
                    PlanCommand.class,
                    RunCommand.class);

    @Spec private CommandSpec spec = CommandSpec.create();

    private final Interruption interruption;

    private Main(Interruption interruption) {
        this.interruption = interruption;
    }

    Interruption interruption() {
        return interruption;
    }

    /** Reads the version from the jar or the build's output. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"rappel " + (version == null ? "(checkout)" : version)};
        }
    }

    public static void main(String[] args) {
        Interruption interruption = Interruption.of(Thread.currentThread());
        StandardOutput out = new StandardOutput();
        PrintWriter writer = out.writer();
        int code = interruption.code(commandLine(interruption, args).setOut(writer).execute(args));
        writer.flush();
        System.exit(shown(code, out));
    }

    /** What nobody could be shown did not go well. */
    private static int shown(int code, StandardOutput out) {
        Optional<String> trouble = out.trouble();
        trouble.ifPresent(
                why -> System.err.println("rappel: standard output could not be written: " + why));
        return trouble.isPresent() && code == ExitCode.DONE.number()
                ? ExitCode.INTERNAL_ERROR.number()
                : code;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say which command");
    }

    /** Who reads the arguments of any command. */
    static CommandLine commandLine(String... args) {
        return commandLine(Interruption.none(), args);
    }

    /**
     * Who reads these arguments: with the one command that they begin with, or with all of them.
     * Setting one up costs a tenth of what a short command takes.
     */
    private static CommandLine commandLine(Interruption interruption, String... args) {
        CommandLine commandLine = new CommandLine(new Main(interruption));
        List<Class<?>> named =
                COMMANDS.stream().filter(c -> args.length > 0 && name(c).equals(args[0])).toList();
        (named.isEmpty() || named.contains(CommandLine.HelpCommand.class) ? COMMANDS : named)
                .forEach(commandLine::addSubcommand);
        commandLine
                .setParameterExceptionHandler((e, words) -> misused(e))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e, command.getErr()))
                // `-e @FILE` and `-l @FILE` are read by those who know what they hold.
                .setExpandAtFiles(false)
                .registerConverter(Path.class, Main::path)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true);
        letOptionsPass(commandLine);
        return commandLine;
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    private static void letOptionsPass(CommandLine command) {
        command.setStopAtPositional(command.getCommand() instanceof OtherProgram);
        command.getSubcommands().values().forEach(Main::letOptionsPass);
    }

    private static Path path(String text) {
        if (text.isBlank()) {
            throw new TypeConversionException("a path cannot be empty");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(
                    "`"
                            + text
                            + "` has characters that this locale does not know; run with LC_ALL=C.UTF-8");
        }
    }

    private static int misused(ParameterException e) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("rappel: " + Optional.ofNullable(e.getMessage()).orElse("wrong arguments"));
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("  help: " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return ExitCode.USAGE.number();
    }

    private static int failed(Exception e, PrintWriter err) {
        return switch (e) {
            case Failure failure -> {
                FailureView.print(failure, err);
                yield ExitCode.of(failure.kind()).number();
            }
            case InterruptedException interrupted -> {
                err.println("rappel: stopped on request");
                err.flush();
                yield ExitCode.INTERRUPTED.number();
            }
            default -> {
                err.println("rappel: internal error, please report it with the lines below");
                e.printStackTrace(err);
                err.flush();
                yield ExitCode.INTERNAL_ERROR.number();
            }
        };
    }
}
