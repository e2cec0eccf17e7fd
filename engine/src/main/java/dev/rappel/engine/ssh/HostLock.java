package dev.rappel.engine.ssh;

import dev.rappel.engine.module.Rights;
import dev.rappel.engine.text.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * A host taken for one run. A process of its own on the host holds it, for as long as its input is
 * open: it ends with the connection, however that ends.
 *
 * <p>What is locked is a folder that is on every host with systemd, is the same for every user and
 * need not be made; who has it stands in that process's own arguments. So nothing is left behind
 * that could be out of date or belong to the wrong user.
 */
final class HostLock {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String HOLD =
            """
            echo "$1 taken"
            while read -r line; do :; done
            """;

    private static final String TAKE =
            """
            for p in /run/systemd/system /run /; do [ ! -r "$p" ] || break; done
            exec 9<"$p" || { echo "$1 failed cannot open $p"; exit; }
            said=$(flock -n -E 75 9 2>&1)
            case $? in
            0) exec /bin/sh -c "$3" "rappel-lock-$4" "$1" "$2" "$(date -u '+%Y-%m-%d %H:%M:%S UTC')" ;;
            75) ;;
            *) echo "$1 failed $said"; exit ;;
            esac
            # Our own, whose connection broke while the host has not noticed yet. (Without the [l],
            # grep would find itself.)
            for f in $(grep -alzx "rappel-[l]ock-$4" /proc/[0-9]*/cmdline 2>/dev/null); do
              pid=${f#/proc/}
              pid=${pid%/*}
              kill "$pid"
              n=0
              while [ $n -lt 30 ] && [ -d "/proc/$pid" ]; do sleep 0.1; n=$((n + 1)); done
              exec 9<&-
              exec /bin/sh -c "$5" rappel-asks "$1" "$2" "$3" none "$5"
            done
            for f in $(grep -alzx "rappel-[l]ock-[0-9a-f]*" /proc/[0-9]*/cmdline 2>/dev/null); do
              pid=${f#/proc/}
              pid=${pid%/*}
              [ "$pid" != $$ ] || continue
              echo "$1 process $pid"
              tr '\\0\\n' '\\n ' <"$f" 2>/dev/null | tail -n 2 | while read -r line; do echo "$1 who $line"; done
              break
            done
            echo "$1 locked"
            """;

    private final Exec exec;

    private HostLock(Exec exec) {
        this.exec = exec;
    }

    boolean holds() {
        return !exec.ended();
    }

    /**
     * Takes it, or says who has it.
     *
     * @param token of this run; a lock that has it is our own, and is taken over
     * @param holder who we are, for those who come later
     */
    static HostLock take(Wire wire, String token, String holder)
            throws Failure, InterruptedException {
        String name = wire.target().name();
        Exec exec;
        try {
            exec = Sudo.shell(wire, Rights.LOGIN);
        } catch (IOException e) {
            throw Failure.of(Failure.Kind.UNREACHABLE, "cannot lock " + name)
                    .why(String.valueOf(e.getMessage()))
                    .cause(e);
        }
        boolean taken = false;
        try {
            String nonce = Sudo.nonce();
            String who = holder.replaceAll("\\p{Cntrl}+", " ").strip();
            String line =
                    "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin; LC_ALL=C; export PATH LC_ALL; cd /; exec /bin/sh -c %s rappel-asks %s %s %s %s %s\n"
                            .formatted(
                                    ShellText.quoted(TAKE),
                                    nonce,
                                    ShellText.quoted(who.substring(0, Math.min(200, who.length()))),
                                    ShellText.quoted(HOLD),
                                    token,
                                    ShellText.quoted(TAKE));
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            int _ = exec.send(bytes, bytes.length, PATIENCE);
            List<String> said = answer(exec, nonce);
            taken = said.contains("taken");
            if (!taken) {
                throw refused(name, wire, said);
            }
            return new HostLock(exec);
        } finally {
            if (!taken) {
                exec.abandon();
            }
        }
    }

    private static List<String> answer(Exec exec, String nonce) throws InterruptedException {
        List<String> lines =
                exec.await(
                        (out, err) -> {
                            List<String> all =
                                    new String(out.all(), StandardCharsets.UTF_8)
                                            .lines()
                                            .filter(l -> l.startsWith(nonce + " "))
                                            .map(l -> l.substring(nonce.length() + 1))
                                            .toList();
                            boolean done =
                                    out.ended()
                                            || all.contains("taken")
                                            || all.contains("locked")
                                            || all.stream().anyMatch(l -> l.startsWith("failed "));
                            return done ? all : null;
                        },
                        System.nanoTime() + PATIENCE.toNanos());
        return lines == null ? List.of() : lines;
    }

    private static Failure refused(String name, Wire wire, List<String> said) {
        if (!said.contains("locked")) {
            return Failure.of(Failure.Kind.UNREACHABLE, "cannot lock " + name)
                    .why(
                            said.stream()
                                    .filter(l -> l.startsWith("failed "))
                                    .map(l -> l.substring("failed ".length()))
                                    .findFirst()
                                    .orElse("the host did not answer"))
                    .help("flock (of util-linux) must be there for " + wire.user());
        }
        List<String> who =
                said.stream()
                        .filter(l -> l.startsWith("who "))
                        .map(l -> l.substring("who ".length()))
                        .toList();
        String process =
                said.stream()
                        .filter(l -> l.startsWith("process "))
                        .map(l -> l.substring("process ".length()))
                        .findFirst()
                        .orElse("");
        return Failure.of(Failure.Kind.LOCKED, "another run is at work on " + name)
                .why(
                        who.size() == 2
                                ? "%s has it since %s".formatted(who.get(0), who.get(1))
                                : "who it is cannot be seen by " + wire.user())
                .help(
                        "wait for it to end"
                                + (process.isEmpty()
                                        ? ""
                                        : "; should it be gone for good, this on %s frees it: kill %s"
                                                .formatted(name, process)));
    }
}
