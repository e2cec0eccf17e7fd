package dev.rappel.cli;

import dev.rappel.engine.text.Failure;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code rappel} command. */
@Command(
        name = "rappel",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description =
                "Changes clusters of hosts over SSH, one host at a time, and never loses a quorum.",
        synopsisSubcommandLabel = "COMMAND")
public final class Main {
    private Main() {}

    /** Reads the version from the jar or the build's output. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"rappel " + (version == null ? "(checkout)" : version)};
        }
    }

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExecutionStrategy(new CommandLine.RunLast())
                .setExecutionExceptionHandler((e, command, parsed) -> report(e, command));
    }

    private static int report(Exception e, CommandLine command) {
        var err = command.getErr();
        if (e instanceof Failure failure) {
            err.println("rappel: " + failure.getMessage());
            failure.evidence().forEach(line -> err.println("  | " + line));
            if (!failure.help().isEmpty()) {
                err.println("  help: " + failure.help());
            }
            return ExitCode.of(failure.kind()).number();
        }
        if (e instanceof InterruptedException) {
            err.println("rappel: interrupted");
            return ExitCode.INTERRUPTED.number();
        }
        err.println("rappel: internal error, please report it: " + e);
        e.printStackTrace(err);
        return ExitCode.INTERNAL_ERROR.number();
    }
}
