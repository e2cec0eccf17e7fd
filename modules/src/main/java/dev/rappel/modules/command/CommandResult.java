package dev.rappel.modules.command;

import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import dev.rappel.modules.command.CommandState.Ran;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** What a command gave, as values and in words. */
final class CommandResult {
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;
    private static final int SIGNAL = 128;

    private CommandResult() {}

    /** Without the last line break, as `$(…)` in a shell has it with one of them. */
    static String trimmed(String output) {
        String text = output.endsWith("\n") ? output.substring(0, output.length() - 1) : output;
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    static Value.Fields write(Ran ran) {
        SequencedMap<String, Value> fields = new LinkedHashMap<>();
        fields.put("rc", new Value.Whole(ran.status()));
        fields.put("stdout", new Value.Text(ran.out()));
        fields.put("stderr", new Value.Text(ran.err()));
        fields.put("start", new Value.Text(ran.start()));
        fields.put("seconds", new Value.Decimal(ran.seconds()));
        return new Value.Fields(fields);
    }

    static Ran read(Value.Fields given) {
        return new Ran(
                given.fields().get("rc") instanceof Value.Whole(long status, var _)
                        ? (int) status
                        : 0,
                text(given, "stdout"),
                text(given, "stderr"),
                text(given, "start"),
                given.fields().get("seconds") instanceof Value.Decimal(double seconds, var _)
                        ? seconds
                        : 0);
    }

    private static String text(Value.Fields given, String name) {
        Value value = given.fields().get(name);
        Value open = value instanceof Value.Secret hidden ? hidden.reveal() : value;
        return open instanceof Value.Scalar scalar ? scalar.written() : "";
    }

    /** All that the task's {@code register} gets. */
    static Value.Fields full(Ran ran) {
        SequencedMap<String, Value> fields = new LinkedHashMap<>(write(ran).fields());
        fields.put("stdout_lines", lines(ran.out()));
        fields.put("stderr_lines", lines(ran.err()));
        return new Value.Fields(fields);
    }

    private static Value lines(String text) {
        return new Value.Items(text.lines().<Value>map(Value.Text::new).toList());
    }

    /** {@code make ended with status 2}. */
    static String ended(String command, Ran ran) {
        return command + " " + how(ran.status());
    }

    private static String how(int status) {
        return status > SIGNAL && status < SIGNAL + 65
                ? "was ended by signal " + (status - SIGNAL)
                : "ended with status " + status;
    }

    static Failure failure(String command, Ran ran) {
        List<String> errors = CommandModule.last(ran.err());
        List<String> evidence = new ArrayList<>(CommandModule.last(ran.out()));
        evidence.addAll(errors);
        Failure failure =
                Failure.of(Failure.Kind.FAILED, ended(command, ran))
                        .why(errors.isEmpty() ? "" : errors.getLast())
                        .evidence(evidence);
        return failure.help(
                switch (ran.status()) {
                    case NOT_FOUND ->
                            "there seems to be no such program on the host; name it with its whole"
                                    + " path";
                    case NOT_EXECUTABLE ->
                            "the program cannot be executed, or the folder not be entered, by this"
                                    + " user: look at their rights, or add `become: true`";
                    default -> "list the status in `ok` where it is no error";
                });
    }
}
