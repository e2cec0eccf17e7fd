package dev.rappel.modules.systemd;

/** What is run on hosts, so that all that is asked of a unit is one round trip. */
final class UnitScripts {
    private UnitScripts() {}

    /**
     * $1 unit; READS, paths of the service's own files, one a line. Defines {@code get}, and {@code
     * files}: the files that the unit's processes are started from, also such as are not there. How
     * a process was started is kept below {@code /run/rappel/units} together with the InvocationID
     * that it is true for; without it, the times of the files must tell.
     *
     * <p>systemd itself does not always say that it must read its files again when a unit gets its
     * first drop-in: {@code stale} looks for those that it does not know.
     */
    static final String COMMON =
            """
            u=$1
            note=/run/rappel/units/$u
            get() { systemctl show --value -p "$1" -- "$u"; }
            load() {
              all=$(systemctl show -p Id,LoadState,ActiveState,SubState,UnitFileState,MainPID \\
                -p NeedDaemonReload,FragmentPath,Result,InvocationID,Type,RemainAfterExit \\
                -p ExecMainStartTimestampMonotonic,ActiveEnterTimestampMonotonic \\
                -p DropInPaths,EnvironmentFiles,ExecStart -- "$u")
            }
            has() {
              while IFS= read -r l; do
                case $l in "$1="*) printf '%s\\n' "${l#*=}" ;; esac
              done <<END
            $all
            END
            }
            dropins() {
              for f in /etc/systemd/system/"$u".d/*.conf /run/systemd/system/"$u".d/*.conf \\
                       /usr/lib/systemd/system/"$u".d/*.conf; do
                [ ! -f "$f" ] || echo "$f"
              done
            }
            stale() {
              [ "$(has NeedDaemonReload)" != yes ] || return 0
              d=" $(has DropInPaths) "
              for f in $(dropins); do
                case $d in *" $f "*) ;; *) return 0 ;; esac
              done
              return 1
            }
            files() {
              { has FragmentPath
                for d in $(has DropInPaths); do echo "$d"; done
                dropins
                [ -z "${READS:-}" ] || printf '%s\\n' "$READS"
                has EnvironmentFiles | sed 's/ (ignore_errors=.*//'
                p=$(has ExecStart)
                p=${p#"{ path="} p=${p%%" ;"*}
                [ -z "$p" ] || { echo "$p"; readlink -f -- "$p"; }
              } | sort -u | sed '/^$/d'
            }
            print() {
              files | while IFS= read -r f; do
                printf '%s\\n' "$f"
                if [ -f "$f" ]; then sha256sum < "$f"; else echo none; fi
              done | sha256sum | cut -c1-64
            }
            remember() {
              load
              (umask 022 && mkdir -p /run/rappel/units &&
                echo "$(has InvocationID) $(print)" > "$note.new" && mv -f "$note.new" "$note")
            }
            """;

    /** $1 unit, then names of drop-ins. */
    static final String OBSERVE =
            COMMON
                    + """
                    load || exit
                    printf '%s\\n' "$all" | grep -Ev '^(DropInPaths|EnvironmentFiles|ExecStart)='
                    ! stale || echo NeedDaemonReload=yes
                    pid=$(has MainPID)
                    since=$(has ExecMainStartTimestampMonotonic)
                    [ "${pid:-0}" != 0 ] || since=$(has ActiveEnterTimestampMonotonic)
                    echo "since=${since:-0}"
                    echo "now=$(date +%s.%N)"
                    read -r up _ < /proc/uptime; echo "up=$up"
                    files | while IFS= read -r f; do
                      if [ -f "$f" ]; then
                        t=$(stat -L -c %.9Z -- "$f") own=$t
                        [ ! -L "$f" ] || own=$(stat -c %.9Z -- "$f")
                        echo "file:$f=$t $own"
                      else echo "file:$f=none"
                      fi
                    done
                    if [ "${pid:-0}" != 0 ]; then
                      if exe=$(readlink "/proc/$pid/exe"); then
                        disk=${exe% (deleted)}
                        case ${disk##*/} in
                        .*.rappel-before*) d=${disk##*/}; d=${d#.}; disk=${disk%/*}/${d%.rappel-before*} ;;
                        esac
                        if [ "$exe" = "$disk" ]; then echo exe=same
                        elif [ "$(sha256sum < "/proc/$pid/exe")" = "$(sha256sum < "$disk")" ]; then echo exe=same
                        else echo exe=other
                        fi
                      else echo exe=hidden
                      fi
                    fi
                    if [ -r "$note" ]; then echo "note=$(cat "$note")"; echo "print=$(print)"; fi
                    shift
                    for n in "$@"; do
                      f=/etc/systemd/system/$u.d/$n
                      [ ! -f "$f" ] || echo "dropin:$n=$(base64 -w0 < "$f")"
                    done
                    """;

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
            COMMON
                    + """
                    load
                    ! stale || systemctl daemon-reload || exit
                    [ "$(get ActiveState)" != failed ] || systemctl reset-failed -- "$u" || exit
                    systemctl --no-block "$2" -- "$u"
                    """;

    /** $1 unit, $2 active or inactive. Looks for a second at most. */
    static final String WATCH =
            COMMON
                    + """
                    i=0
                    while :; do
                      s=$(get ActiveState)
                      job=$(get Job)
                      if [ "${job:-0}" = 0 ]; then
                        case $s in active|inactive|failed) break ;; esac
                        [ "$(get SubState)" != auto-restart ] || break
                      fi
                      i=$((i + 1)); [ $i -lt 15 ] || { echo end=later; break; }
                      sleep 0.05
                    done
                    if [ "$2" = active ] && [ "$s" = active ] && [ $i -lt 15 ]; then
                      n=$(get NRestarts); p=$(get MainPID)
                      for _ in 1 2 3; do
                        sleep 0.1
                        [ "$(get ActiveState)$(get NRestarts)$(get MainPID)" = "active$n$p" ] || { echo end=died; break; }
                      done
                      remember || exit
                    fi
                    systemctl show -p ActiveState,SubState,Result,ExecMainCode,ExecMainStatus,InvocationID -- "$u"
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
            COMMON
                    + """
                    systemctl daemon-reload || exit
                    if [ -z "$2" ]; then systemctl stop -- "$u"; exit; fi
                    if [ "$(get ActiveState)" != active ] || [ "$(get InvocationID)" != "$2" ]; then
                      systemctl reset-failed -- "$u" 2>/dev/null
                      systemctl restart -- "$u" || exit
                      sleep 0.5
                      [ "$(get ActiveState)" = active ] || { echo "$u does not stay up" >&2; exit 1; }
                      remember
                    elif [ "$3" = same ]; then remember
                    fi
                    """;
}
