package dev.rappel.modules.systemd;

/** What is run on hosts, so that all that is asked of a unit is one round trip. */
final class UnitScripts {
    private UnitScripts() {}

    /** $1 unit, $2 name, $3 text. */
    static final String DROP_IN =
            """
            umask 022
            d=/etc/systemd/system/$1.d
            mkdir -p -- "$d" && printf %s "$3" > "$d/.$2.new" && mv -f -- "$d/.$2.new" "$d/$2"
            """;

    /** $1 unit, $2 name. */
    static final String NO_DROP_IN =
            """
            d=/etc/systemd/system/$1.d
            rm -f -- "$d/$2" "$d/.$2.new"
            rmdir -- "$d" 2>/dev/null || :
            """;

    static final String RELOAD = "systemctl daemon-reload\n";

    /** $1 unit, $2 one of enable, disable, mask and unmask. */
    static final String UNIT_FILE = "systemctl --quiet \"$2\" -- \"$1\"\n";

    /** $1 unit, $2 start or restart or stop. Only asks for it; how it goes is looked at after. */
    static final String ASK =
            UnitLook.COMMON
                    + """
                    load
                    [ "$reload" != yes ] || systemctl daemon-reload || exit
                    [ "$state" != failed ] || systemctl reset-failed -- "$u" || exit
                    systemctl --no-block "$2" -- "$u"
                    """;

    /**
     * $1 unit, $2 active or inactive. Looks for a second at most. A unit that is active is looked
     * at once more after a third of a second, in which what it was started from is noted: had it
     * ended meanwhile, it would not be active now, or not the same process in the same life.
     */
    static final String WATCH =
            UnitLook.COMMON
                    + """
                    poll() {
                      said=$(systemctl show -p ActiveState,SubState,Result,ExecMainCode,ExecMainStatus \\
                        -p InvocationID,Job,NRestarts,MainPID -- "$u")
                      s= sub= job= life=
                      IFS=$nl; set -f
                      for l in $said; do
                        case $l in
                        ActiveState=*) s=${l#*=} life=$life$l ;;
                        SubState=*) sub=${l#*=} ;;
                        Job=*) job=${l#*=} ;;
                        NRestarts=* | MainPID=* | InvocationID=*) life=$life$l ;;
                        esac
                      done
                    }
                    # Hundredths of a second.
                    clock() { IFS=' ' read -r t _ < /proc/uptime && t=${t%.*}${t#*.} || t=100; }
                    i=0
                    while :; do
                      poll
                      if [ "${job:-0}" = 0 ]; then
                        case $s in active|inactive|failed) break ;; esac
                        [ "$sub" != auto-restart ] || break
                      fi
                      i=$((i + 1)); [ $i -lt 15 ] || { echo end=later; break; }
                      if [ $i -lt 7 ]; then sleep 0.02; else sleep 0.09; fi
                    done
                    if [ "$2" = active ] && [ "$s" = active ] && [ $i -lt 15 ]; then
                      clock; began=$t before=$life
                      load && recall && stamps && print || exit
                      clock; left=$((33 - (t - began)))
                      [ $left -ge 10 ] || left=0$left
                      case $left in 0-*) ;; *) sleep "0.$left" ;; esac
                      poll
                      if [ "$life" = "$before" ]; then keep || exit; else echo end=died; fi
                    fi
                    printf '%s\\n' "$said"
                    """;

    /** $1 unit, $2 how many seconds back; the unit may have had several lives in that time. */
    static final String JOURNAL =
            """
            journalctl --sync 2>/dev/null
            journalctl -q --no-pager -o cat -n 20 --since "-$2s" -u "$1"
            """;

    /**
     * $1 unit, $2 InvocationID before, empty when it did not run, $3 whether what ran was what is
     * on disk.
     */
    static final String AS_BEFORE =
            UnitLook.COMMON
                    + """
                    systemctl daemon-reload || exit
                    if [ -z "$2" ]; then systemctl stop -- "$u"; exit; fi
                    load || exit
                    if [ "$state" != active ] || [ "$invocation" != "$2" ]; then
                      systemctl reset-failed -- "$u" 2>/dev/null
                      systemctl restart -- "$u" || exit
                      sleep 0.5
                      load
                      [ "$state" = active ] || { echo "$u does not stay up" >&2; exit 1; }
                      remember
                    elif [ "$3" = same ]; then remember
                    fi
                    """;
}
