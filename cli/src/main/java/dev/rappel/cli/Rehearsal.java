package dev.rappel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What is done once after a build, so that the virtual machine can keep the classes that commands
 * need in the form in which it runs them: some commands that need no host, one after the other, and
 * then the classes that hosts would have made it load.
 *
 * <p>A class that is listed and no longer there is passed over: the list only makes things faster.
 */
final class Rehearsal {
    private Rehearsal() {}

    /**
     * @param args a file with the names of classes, then a command in each
     */
    public static void main(String[] args) throws IOException {
        for (String command : List.of(args).subList(1, args.length)) {
            String[] words = command.split(" ");
            int _ = Main.commandLine(words).execute(words);
        }
        Files.readAllLines(Path.of(args[0])).forEach(Rehearsal::load);
        System.exit(0);
    }

    private static void load(String name) {
        try {
            Class<?> _ = Class.forName(name, false, Rehearsal.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError gone) {
            // Then there is nothing to keep.
        }
    }
}
