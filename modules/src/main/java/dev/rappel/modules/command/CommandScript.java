package dev.rappel.modules.command;

import dev.rappel.engine.module.Call;
import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The two scripts of a command: whether it is needed, and the command itself. */
final class CommandScript {
    private CommandScript() {}

    /**
     * $1 folder, $2 creates, $3 removes, $4 unless. With an empty IFS an unquoted pattern is
     * expanded but not split. What `unless` says is not put on any command line, as it may hold a
     * secret.
     */
    private static final String NEEDED =
            """
            folder=$1 creates=$2 removes=$3 unless=$4
            if [ -n "$folder" ]; then
              cd -- "$folder" 2>/dev/null || { echo folder; exit 0; }
            fi
            there() {
              IFS=
              for f in $1; do
                if [ -e "$f" ] || [ -L "$f" ]; then return 0; fi
              done
              case $(stat -- "$1" 2>&1) in *'Permission denied'*) echo denied; exit 0 ;; esac
              return 1
            }
            if [ -n "$creates" ] && there "$creates"; then echo creates; exit 0; fi
            if [ -n "$removes" ]; then there "$removes" || { echo removes; exit 0; }; fi
            if [ -n "$unless" ] && (eval "$unless") < /dev/null > /dev/null 2>&1; then
              echo unless
              exit 0
            fi
            echo needed
            """;

    /** $1 folder, $2 whether there is input, $3 input, then the words. */
    private static final String RUN =
            """
            if [ -n "$1" ]; then cd -- "$1" || exit 126; fi
            if [ "$2" = 1 ]; then
              input=$3
              shift 3
              printf '%s' "$input" | "$@"
            else
              shift 3
              exec "$@" < /dev/null
            fi
            """;

    static Script needed(Call<CommandArguments> call) {
        CommandArguments args = call.args();
        return new Script(
                NEEDED,
                List.of(
                        call.text("chdir", args.chdir().orElse("")),
                        call.text("creates", args.creates().orElse("")),
                        call.text("removes", args.removes().orElse("")),
                        call.text("unless", args.unless().orElse(""))),
                environment(call),
                args.deadline().compareTo(Duration.ofMinutes(10)) < 0
                        ? args.deadline()
                        : Duration.ofMinutes(10));
    }

    static Script run(Call<CommandArguments> call) {
        CommandArguments args = call.args();
        List<Value> parameters = new ArrayList<>();
        parameters.add(call.text("chdir", args.chdir().orElse("")));
        parameters.add(new Value.Text(args.stdin().isPresent() ? "1" : "0"));
        parameters.add(call.text("stdin", args.stdin().orElse("")));
        String from = args.argv().isPresent() ? "argv" : "cmd";
        args.words().forEach(w -> parameters.add(call.text(from, w)));
        return new Script(RUN, parameters, environment(call), args.deadline());
    }

    private static SequencedMap<String, Value> environment(Call<CommandArguments> call) {
        SequencedMap<String, Value> environment = new LinkedHashMap<>();
        call.args()
                .environment()
                .forEach((name, value) -> environment.put(name, call.text("environment", value)));
        return environment;
    }

    static CommandState.Need read(CommandArguments args, Reply reply) throws Failure {
        String word = reply.ok() ? reply.out().strip() : "";
        return switch (word) {
            case "needed" -> new CommandState.Need.Yes();
            case "folder" -> new CommandState.Need.NoFolder(args.chdir().orElse(""));
            case "creates" -> new CommandState.Need.No("`creates` is there");
            case "removes" -> new CommandState.Need.No("`removes` is not there");
            case "unless" -> new CommandState.Need.No("`unless` ends with status 0");
            case "denied" ->
                    throw Failure.of(
                                    Failure.Kind.REFUSED,
                                    "cannot tell whether the command is needed")
                            .why("`creates` or `removes` is where this user may not look")
                            .help("add `become: true` to the task");
            default ->
                    throw Failure.of(
                                    Failure.Kind.FAILED,
                                    "cannot tell whether the command is needed")
                            .why("the host's answer makes no sense (status " + reply.status() + ")")
                            .evidence(CommandModule.last(reply.err()));
        };
    }
}
