package dev.rappel.modules.file;

import dev.rappel.engine.module.Reply;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks a host what stands at a path, in one script.
 *
 * @param follow whether a link that leads somewhere is looked through
 * @param sha256 the hash that the file should have; empty where its content does not matter
 * @param rights whose it should be, so that the host can say who that is
 * @param recurse whether what is in the folder should have these rights too
 */
record PathQuestion(
        HostPath path, boolean follow, Optional<String> sha256, Rights rights, boolean recurse) {

    /** Longer texts are not compared line by line: nobody reads that, and it has to travel. */
    static final int TEXT_LIMIT = 256 * 1024;

    private static final int WITHIN_LIMIT = 300_000;
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    /**
     * Free text travels as base64, so that no byte of it can be taken for ours. Each program that
     * is started costs a millisecond or two on every host and for every task, so there are few.
     */
    private static final String TEXT =
            """
            p=$1 follow=$2 want=$3 limit=$4 owner=$5 group=$6 mode=$7 deep=$8 most=$9
            b64() { base64 | tr -d '\\n'; echo; }
            denied() { printf 'denied '; printf '%s' "$1" | b64; exit 0; }
            # Of what id says, such as uid=0(root): sets n to the number and m to the name.
            part() {
              n=${i#*"$1="}
              n=${n%% *}
              case $n in
              *"("*")") m=${n#*"("} m=${m%")"} n=${n%%"("*} ;;
              *"("*) m=$(id -un 2>/dev/null) n=${n%%"("*} ;;
              *) m= ;;
              esac
            }
            i=$(id)
            part uid; u=$n un=$m
            part gid; g=$n gn=$m
            printf 'me %s:%s:%s:%s\\n' "$u" "$g" "$un" "$gn"
            ou= og= gg=
            case $owner in
            '') ;;
            "$un") ou=$u og=$g ;;
            *) if i=$(id -- "$owner" 2>/dev/null); then part gid; og=$n gn=$m; part uid; ou=$n
              else case $owner in *[!0-9]*) ;; *) ou=$owner og=$owner ;; esac; fi ;;
            esac
            case $group in
            '') ;;
            "$gn") if [ -n "$og" ]; then gg=$og; else gg=$g; fi ;;
            *[!0-9]*) gg=$(getent group "$group"); gg=${gg#*:*:}; gg=${gg%%:*} ;;
            *) gg=$group ;;
            esac
            printf 'owner %s:%s\\ngroup %s\\n' "$ou" "$og" "$gg"
            look=
            [ "$follow" = 1 ] && [ -L "$p" ] && [ -e "$p" ] && look=-L
            if s=$(stat $look -c '%u:%g:%f:%s:%U:%G' -- "$p" 2>&1); then
              printf 'at %s\\n' "$s"
              if [ -z "$look" ] && [ -L "$p" ]; then
                printf 'target '; readlink -n -- "$p" | b64
              elif [ -f "$p" ] && [ -n "$want" ]; then
                size=${s#*:*:*:}
                # An openssl uses what the processor has for it, but takes longer to start.
                if [ "${size%%:*}" -le 4194304 ] || ! h=$(openssl dgst -sha256 -r 2> /dev/null < "$p"); then
                  h=$(sha256sum 2>&1 < "$p") || denied "$p: Permission denied"
                fi
                h=${h%% *}
                printf 'sha256 %s\\n' "$h"
                if [ "$h" != "$want" ] && [ "$(stat $look -c %s -- "$p")" -le "$limit" ]; then
                  printf 'text '; b64 < "$p"
                fi
              fi
            else
              case $s in
              *'No such file or directory'* | *'Not a directory'*) echo 'at none' ;;
              *) denied "$s" ;;
              esac
            fi
            a=$p
            while :; do
              a=${a%/*}
              [ -n "$a" ] || a=/
              if [ -e "$a" ] || [ -L "$a" ] || [ "$a" = / ]; then break; fi
            done
            if [ -d "$a" ]; then k=folder; else k=other; fi
            if [ -w "$a" ] && [ -x "$a" ]; then w=yes; else w=no; fi
            printf 'above %s %s ' "$k" "$w"
            case $a in
            *[!A-Za-z0-9/._+-]*) printf '%s' "$a" | b64 ;;
            *) printf '=%s\\n' "$a" ;;
            esac
            if [ "$deep" = 1 ] && [ -d "$p" ]; then
              set -- -name rappel -name none
              [ -n "$ou" ] && set -- "$@" -o ! -user "$ou"
              [ -n "$gg" ] && set -- "$@" -o ! -group "$gg"
              [ -n "$mode" ] && set -- "$@" -o ! -perm "$mode"
              printf 'within '
              { find -H "$p" -mindepth 1 ! -type l \\( "$@" \\) -exec stat --printf '%u:%g:%a:%n\\0' -- {} + 2>/dev/null \
                || printf '!\\0'; } | head -c "$most" | b64
            fi
            echo end
            """;

    Script script() {
        return Script.of(
                TEXT,
                DEADLINE,
                value(path.text()),
                value(follow ? "1" : "0"),
                value(sha256.orElse("")),
                value(Integer.toString(TEXT_LIMIT)),
                value(rights.owner().orElse("")),
                value(rights.group().orElse("")),
                value(rights.mode().map(m -> Integer.toOctalString(m.bits())).orElse("")),
                value(recurse ? "1" : "0"),
                value(Integer.toString(WITHIN_LIMIT)));
    }

    private static Value value(String text) {
        return new Value.Text(text);
    }

    /** What the script's answer says. */
    PathState read(Reply reply) throws Failure {
        Map<String, String> said = new HashMap<>();
        reply.out()
                .lines()
                .forEach(line -> {
                    int blank = line.indexOf(' ');
                    said.put(
                            blank < 0 ? line : line.substring(0, blank),
                            blank < 0 ? "" : line.substring(blank + 1));
                });
        if (said.containsKey("denied")) {
            throw Failure.of(Failure.Kind.REFUSED, "cannot look at " + path.text())
                    .why(reason(decode(need(said, "denied"))))
                    .help(
                            "add `become: true` to the task, or name a user that may with"
                                    + " `become_user`");
        }
        if (!reply.ok() || !said.containsKey("end")) {
            throw odd(reply);
        }
        try {
            return state(said);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw odd(reply).cause(e);
        }
    }

    private static String reason(String error) {
        int colon = error.lastIndexOf(": ");
        return colon < 0 ? error : error.substring(colon + 2).strip();
    }

    private Failure odd(Reply reply) {
        List<String> lines = new ArrayList<>(reply.err().lines().toList());
        reply.out().lines().filter(l -> !l.startsWith("text ")).forEach(lines::add);
        return Failure.of(Failure.Kind.FAILED, "cannot look at " + path.text())
                .why("the host's answer makes no sense (status " + reply.status() + ")")
                .evidence(lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    private PathState state(Map<String, String> said) throws Failure {
        String[] mine = need(said, "me").split(":", -1);
        PathState.Account me =
                new PathState.Account(
                        Long.parseLong(mine[0]),
                        Long.parseLong(mine[1]),
                        mine[2].isEmpty() ? mine[0] : mine[2],
                        mine[3].isEmpty() ? mine[1] : mine[3]);
        String[] above = need(said, "above").split(" ", -1);
        List<PathState.Within> within = new ArrayList<>();
        String inside = said.containsKey("within") ? decode(need(said, "within")) : "";
        boolean cut = inside.getBytes(StandardCharsets.UTF_8).length >= WITHIN_LIMIT;
        for (String entry : inside.split("\0", -1)) {
            if (entry.equals("!")) {
                throw Failure.of(
                                Failure.Kind.REFUSED,
                                "cannot look at all that is in " + path.text())
                        .help("add `become: true` to the task");
            }
            String[] parts = entry.split(":", 4);
            if (parts.length == 4) {
                within.add(new PathState.Within(parts[3], parts[0] + ":" + parts[1], parts[2]));
            }
        }
        return new PathState(
                thing(said),
                new HostPath(decode(above[2])),
                above[0].equals("folder"),
                above[1].equals("yes"),
                me,
                owner(need(said, "owner")),
                rights.group()
                        .map(name ->
                                new PathState.Account(-1, number(need(said, "group")), "", name)),
                within,
                cut);
    }

    private Optional<PathState.Account> owner(String ids) {
        String[] parts = ids.split(":", -1);
        return rights.owner()
                .map(name ->
                        new PathState.Account(number(parts[0]), number(parts[1]), name, parts[1]));
    }

    private static long number(String text) {
        return text.isEmpty() ? -1 : Long.parseLong(text);
    }

    private static Thing thing(Map<String, String> said) {
        String at = need(said, "at");
        if (at.equals("none")) {
            return new Thing.Absent();
        }
        String[] parts = at.split(":", -1);
        int bits = Integer.parseInt(parts[2], 16);
        Thing.Owned owned =
                new Thing.Owned(
                        Long.parseLong(parts[0]),
                        Long.parseLong(parts[1]),
                        parts[4].equals("UNKNOWN") ? parts[0] : parts[4],
                        parts[5].equals("UNKNOWN") ? parts[1] : parts[5],
                        bits & 07777);
        return switch (bits & 0170000) {
            case 0100000 ->
                    new Thing.Plain(
                            owned,
                            Long.parseLong(parts[3]),
                            Optional.ofNullable(said.get("sha256")),
                            Optional.ofNullable(said.get("text")).flatMap(PathQuestion::text64));
            case 0040000 -> new Thing.Folder(owned);
            case 0120000 -> new Thing.Link(owned, decode(need(said, "target")));
            default -> new Thing.Other(owned);
        };
    }

    private static String need(Map<String, String> said, String word) {
        String value = said.get(word);
        if (value == null) {
            throw new IllegalArgumentException("no " + word);
        }
        return value;
    }

    /** A text without odd characters comes as it is, behind a sign that no base64 begins with. */
    private static String decode(String base64) {
        if (base64.startsWith("=")) {
            return base64.substring(1);
        }
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    /** Empty for what is not text. */
    private static Optional<String> text64(String base64) {
        return text(Base64.getDecoder().decode(base64));
    }

    /** Empty for what is not text. */
    static Optional<String> text(byte[] bytes) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(text);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
