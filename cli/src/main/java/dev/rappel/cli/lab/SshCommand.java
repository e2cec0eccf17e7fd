package dev.rappel.cli.lab;

import dev.rappel.engine.text.Failure;
import dev.rappel.lab.Lab;
import dev.rappel.lab.Labs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rappel lab ssh}: the user's own OpenSSH, with the lab's settings. */
@Command(
        name = "ssh",
        mixinStandardHelpOptions = true,
        description = "Logs in to a host of the lab, or runs a command on it.")
final class SshCommand implements Callable<Integer>, OtherProgram {
    @Mixin private LabOption lab = new LabOption();

    @Parameters(
            index = "0",
            paramLabel = "HOST",
            description = "A host's name, as rappel lab status shows it.")
    private String host = "";

    @Parameters(
            index = "1..*",
            paramLabel = "COMMAND",
            description = "What to run there, options and all; a shell without it.")
    private List<String> command = new ArrayList<>();

    @Override
    public Integer call() throws Failure, InterruptedException {
        Lab open = Labs.ofThisUser().open(lab.name());
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "ssh",
                                "-F",
                                open.hosts().folder().sshConfig().toString(),
                                open.hosts().host(host).name()));
        words.addAll(command);
        try {
            return new ProcessBuilder(words).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw Failure.of(Failure.Kind.FAILED, "cannot start ssh")
                    .why(String.valueOf(e.getMessage()))
                    .help("install OpenSSH's client (Debian: apt-get install openssh-client)")
                    .cause(e);
        }
    }
}
