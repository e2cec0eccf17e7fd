package dev.rappel.modules.probe;

import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import dev.rappel.modules.Lines;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Looks at a file. */
final class PathSight {
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    /** A second's worth of looks: after these a script ends, so that it can be told how it goes. */
    static final int LOOKS = 20;

    /**
     * $1 path, $2 whether the content matters, $3 the stamp that was seen before, $4 how often to
     * look for another one.
     */
    private static final String LOOK =
            """
            i=0
            while :; do
              if s=$(stat -L -c %F -- "$1" 2>&1); then
                if [ "$2" = no ]; then s=there
                elif [ ! -r "$1" ]; then s=closed
                elif [ -d "$1" ]; then s=folder
                else s=$(head -c 1048576 -- "$1" | sha256sum); s=${s%% *}
                fi
              else
                case $s in
                *"Permission denied") s=hidden ;;
                *"No such file or directory" | *"Not a directory") s=none ;;
                *) echo "$s" >&2; exit 1 ;;
                esac
              fi
              i=$((i + 1))
              [ "$s" = "$3" ] && [ "$i" -lt "$4" ] || break
              sleep 0.05
            done
            echo "stamp=$s"
            if [ "${#s}" = 64 ]; then echo "text=$(head -c 1048576 -- "$1" | base64 -w0)"; fi
            """;

    private PathSight() {}

    /**
     * @param before the stamp that was seen before; a script with several looks ends as soon as
     *     there is another one
     */
    static Script script(WaitForArguments args, String before, int looks) {
        return Script.of(
                LOOK,
                DEADLINE,
                new Value.Text(args.path().orElseThrow()),
                new Value.Text(args.searchRegex().isPresent() ? "yes" : "no"),
                new Value.Text(before),
                new Value.Whole(looks));
    }

    static Sight read(WaitForArguments args, Reply reply) throws Failure {
        Map<String, String> said = Lines.pairs(reply);
        String stamp = said.getOrDefault("stamp", "");
        if (!reply.ok() || stamp.isEmpty()) {
            throw Failure.of(Failure.Kind.FAILED, "cannot look at " + args.path().orElseThrow())
                    .why(Lines.last(reply).stream().reduce((_, last) -> last).orElse("no answer"))
                    .evidence(Lines.last(reply));
        }
        if (stamp.equals("hidden")) {
            throw Failure.of(
                            Failure.Kind.REFUSED,
                            "the task's user may not look for " + args.path().orElseThrow())
                    .why("permission denied")
                    .help("add `become: true` to the task");
        }
        if (stamp.equals("closed")) {
            throw Failure.of(
                            Failure.Kind.REFUSED,
                            "the task's user may not read " + args.path().orElseThrow())
                    .why("permission denied")
                    .help("add `become: true` to the task");
        }
        boolean wanted = args.state().wanted();
        Optional<Pattern> pattern = args.pattern();
        if (stamp.equals("none")) {
            return new Sight(!wanted, "it is not there", stamp);
        }
        if (pattern.isEmpty()) {
            return new Sight(wanted, "it is there", stamp);
        }
        String text =
                new String(
                        Base64.getDecoder().decode(said.getOrDefault("text", "")),
                        StandardCharsets.UTF_8);
        boolean found = pattern.get().matcher(text).find();
        String size =
                stamp.equals("folder")
                        ? "it is a folder"
                        : "it is there with "
                                + text.length()
                                + (text.length() == 1 ? " character" : " characters");
        return new Sight(
                found == wanted,
                stamp.equals("folder")
                        ? size
                        : size + (found ? ", and matches" : ", and does not match"),
                stamp);
    }
}
