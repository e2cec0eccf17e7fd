package dev.rappel.modules.systemd;

/**
 * How a unit is looked at. Each program that is started costs a millisecond or two on every host
 * and for every task, so what a shell can do itself it does.
 */
final class UnitLook {
    private UnitLook() {}

    /**
     * $1 unit; READS, paths of the service's own files, one a line. {@code load} sets what systemd
     * says, and {@code files}: the files that the unit's processes are started from, also such as
     * are not there. How a process was started is kept below {@code /run/rappel/units} together
     * with the InvocationID that it is true for; without it, the times of the files must tell.
     *
     * <p>systemd itself does not always say that it must read its files again when a unit gets its
     * first drop-in: those that it does not know make {@code reload} a yes.
     *
     * <p>{@code stamp} is what shows that a file is still the one that was hashed: its time of
     * change, device, inode and size. The note has three parts: the InvocationID with a hash of all
     * that the files hold, their stamps, and behind a line of its own each stamp with its file's
     * hash.
     */
    static final String COMMON =
            """
            u=$1
            note=/run/rappel/units/$u
            nl='
            '
            load() {
              all=$(systemctl show -p Id,LoadState,ActiveState,SubState,UnitFileState,MainPID \\
                -p NeedDaemonReload,FragmentPath,Result,InvocationID,Type,RemainAfterExit \\
                -p ExecMainStartTimestampMonotonic,ActiveEnterTimestampMonotonic \\
                -p DropInPaths,EnvironmentFiles,ExecStart -- "$u") || return
              say= state= reload= pid= main= entered= invocation= known= files= program= real=
              IFS=$nl; set -f
              for l in $all; do
                v=${l#*=}
                case $l in
                DropInPaths=*) known=$v; continue ;;
                EnvironmentFiles=*) files=$files$nl${v%%" (ignore_errors="*}; continue ;;
                ExecStart=*) [ -n "$program" ] || { v=${v#"{ path="}; program=${v%%" ;"*}; }; continue ;;
                ActiveState=*) state=$v ;;
                NeedDaemonReload=*) reload=$v ;;
                MainPID=*) pid=$v ;;
                ExecMainStartTimestampMonotonic=*) main=$v ;;
                ActiveEnterTimestampMonotonic=*) entered=$v ;;
                InvocationID=*) invocation=$v ;;
                FragmentPath=*) files=$files$nl$v ;;
                esac
                say=$say$l$nl
              done
              IFS=' '
              for f in $known; do files=$files$nl$f; done
              set +f
              for f in /etc/systemd/system/"$u".d/*.conf /run/systemd/system/"$u".d/*.conf \\
                       /usr/lib/systemd/system/"$u".d/*.conf; do
                [ -f "$f" ] || continue
                case " $known " in *" $f "*) ;; *) files=$files$nl$f reload=yes ;; esac
              done
              files=$files$nl${READS:-}
              [ -n "$program" ] || return 0
              # As readlink -f does it, which is needed only where the file itself is a link.
              case $program in
              /*/*) cd -P -- "${program%/*}" 2>/dev/null && real=${PWD%/}/${program##*/}; cd / ;;
              esac
              [ -n "$real" ] && [ ! -L "$real" ] || real=$(readlink -f -- "$program")
              files=$files$nl$program
              [ "$real" = "$program" ] || files=$files$nl$real
            }
            # What says "now" is a pipe that is made for it: its time and the files' are of one clock.
            stamps() {
              there= gone= links=
              IFS=$nl; set -f
              for f in $files; do
                if [ ! -f "$f" ]; then gone=${gone}file:$f=none$nl
                else
                  there=$there$nl$f
                  [ ! -L "$f" ] || links=$links$nl$f
                fi
              done
              IFS=' ' read -r up _ < /proc/uptime
              stamp=$(stat -L --printf 'file:%n=%.9Z %d %i %s\\n' - -- $there <&1)
              now=${stamp%%"$nl"*}
              stamp=${stamp#"$now"}$nl$gone
              now=${now#*=}
              now=${now%% *}
            }
            # What was noted of this very life of the unit; hashes are good for any.
            recall() {
              kept= noted=
              [ -r "$note" ] || return 0
              while IFS= read -r l; do kept=$kept$l$nl; done < "$note"
              case $kept in "$invocation "*) noted=${kept%%"$nl"*} ;; esac
            }
            # Sets print, and hashes: those of single files.
            print() {
              text= hashes=
              IFS=$nl; set -f
              for f in $(printf '%s\\n' $files | sort -u); do
                h=none
                if [ -f "$f" ]; then
                  s=${stamp#*"${nl}file:$f="}
                  s=file:$f=${s%%"$nl"*}
                  case $kept in
                  *"$nl$s sha256="*) h=${kept#*"$nl$s sha256="} h=${h%%"$nl"*} ;;
                  *) h=$(sha256sum < "$f") h="${h%% *}  -" ;;
                  esac
                  hashes=$hashes$s\\ sha256=$h$nl
                fi
                text=$text$f$nl$h$nl
              done
              print=$(printf %s "$text" | sha256sum)
              print=${print%% *}
            }
            keep() {
              (umask 022 && { [ -d /run/rappel/units ] || mkdir -p /run/rappel/units; } &&
                printf '%s %s%s--\\n%s' "$invocation" "$print" "$stamp" "$hashes" > "$note.new" &&
                mv -f "$note.new" "$note")
            }
            remember() { recall && stamps && print && keep; }
            """;

    /** $1 unit, then names of drop-ins. */
    static final String OBSERVE =
            COMMON
                    + """
                    load || exit
                    recall
                    stamps
                    since=$main
                    [ "${pid:-0}" != 0 ] || since=$entered
                    printf '%ssince=%s\\nnow=%s\\nup=%s\\n%s\\n' "$say" "${since:-0}" "$now" "$up" "$stamp"
                    [ "$reload" != yes ] || echo NeedDaemonReload=yes
                    if [ -n "$noted" ]; then
                      case $kept in
                      "$noted$stamp--$nl"*) print=${noted##* } ;;
                      *) print ;;
                      esac
                      printf 'note=%s\\nprint=%s\\n' "$noted" "$print"
                    elif [ -n "$links" ]; then stat --printf 'own:%n=%.9Z\\n' -- $links
                    fi
                    if [ "${pid:-0}" != 0 ]; then
                      if [ -n "$real" ] && [ "/proc/$pid/exe" -ef "$real" ]; then echo exe=same
                      elif exe=$(readlink "/proc/$pid/exe"); then
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
                    shift
                    for n in "$@"; do
                      f=/etc/systemd/system/$u.d/$n
                      [ ! -f "$f" ] || echo "dropin:$n=$(base64 -w0 < "$f")"
                    done
                    """;
}
