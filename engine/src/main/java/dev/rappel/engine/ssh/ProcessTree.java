package dev.rappel.engine.ssh;

import dev.rappel.engine.module.Rights;
import dev.rappel.engine.module.Script;
import dev.rappel.engine.text.Failure;
import dev.rappel.engine.value.Value;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ends a shell on a host with all that it started, asked for first and forced after. */
final class ProcessTree {
    private static final Duration DEADLINE = Duration.ofSeconds(15);

    // Who belongs to it: the shell's descendants, and what was left behind in its session by those
    // that ended before. A session that this script itself is in is not the shell's own.
    private static final String KILL =
            """
            top=$1 start=$2 boot=$3
            same() {
              read -r now </proc/sys/kernel/random/boot_id && [ "$now" = "$boot" ] || return 1
              read -r line <"/proc/$top/stat" || return 1
              set -- ${line##*) }
              [ "${20}" = "$start" ]
            }
            [ "$start" = - ] || same 2>/dev/null || exit 0
            scan() {
              for f in /proc/[0-9]*/stat; do
                read -r line <"$f" || continue
                p=${line%% *}
                set -- ${line##*) }
                echo "$p $2 $4"
              done 2>/dev/null
            }
            session_of() {
              read -r line <"/proc/$1/stat" || return 0
              set -- ${line##*) }
              echo "$4"
            }
            members() {
              all=$(scan)
              found=" $top "
              more=yes
              while [ "$more" ]; do
                more=
                while read -r p parent s; do
                  case $found in *" $p "*) continue ;; esac
                  case $found in
                    *" $parent "*) found="$found$p "; more=yes ;;
                    *) [ "$s" != "$session" ] || { found="$found$p "; more=yes; } ;;
                  esac
                done <<END
            $all
            END
              done
              echo "$found"
            }
            session=$(session_of "$top" 2>/dev/null)
            [ "$session" != "$(session_of $$)" ] || session=none
            [ "$session" ] || session=none
            list=
            for p in $(members); do [ "$p" = "$top" ] || list="$list $p"; done
            [ -z "$list" ] || kill -TERM $list 2>/dev/null
            n=0
            while [ $n -lt 20 ]; do
              alive=
              for p in $list; do ! kill -0 "$p" 2>/dev/null || alive=yes; done
              [ "$alive" ] || break
              sleep 0.1
              n=$((n + 1))
            done
            list="$list $(members)"
            kill -KILL $list 2>/dev/null
            # Dead is dead, whether or not its parent has heard of it.
            living() {
              for p in $list; do
                read -r line <"/proc/$p/stat" || continue
                case ${line##*) } in [ZX]*) ;; *) return 0 ;; esac
              done 2>/dev/null
              return 1
            }
            n=0
            while living; do
              [ $n -lt 30 ] || exit 1
              sleep 0.1
              n=$((n + 1))
            done
            exit 0
            """;

    private ProcessTree() {}

    /**
     * Does what can be done; a host that no longer answers keeps its processes. A process that has
     * only got the same number is left alone.
     *
     * @return whether they are gone
     */
    static boolean kill(Wire wire, Rights rights, ShellProcess process)
            throws InterruptedException {
        AtomicBoolean gone = new AtomicBoolean();
        Thread killing = Thread.ofVirtual().start(() -> gone.set(killNow(wire, rights, process)));
        // Opening a channel to a host that hangs takes longer than anybody wants to wait here.
        if (!killing.join(DEADLINE)) {
            killing.interrupt();
        }
        return gone.get();
    }

    private static boolean killNow(Wire wire, Rights rights, ShellProcess process) {
        try {
            Shell shell = Shell.open(wire, rights);
            try {
                return shell.endTree(
                        Script.of(
                                KILL,
                                DEADLINE,
                                new Value.Text(process.pid()),
                                new Value.Text(process.start()),
                                new Value.Text(process.boot())));
            } finally {
                shell.close();
            }
        } catch (Failure | InterruptedException e) {
            return false;
        }
    }
}
