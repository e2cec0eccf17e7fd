# Stops what runs and starts what is installed, and waits until it serves.
# $1 unit, $2 seconds for each, $3 whether it runs now: restart, or start
u=$1
now() { date +%s; }
drop=/run/systemd/system/$u.d
patient=
# systemd would end a member that takes long to read its data before it has said that it serves. What it is told
# here counts for a start that is under way; most starts are over before that is worth a daemon-reload.
patience() {
  patient=yes
  if mkdir -p "$drop" && printf '[Service]\nTimeoutStartSec=%ss\n' "$(($1 + 10))" > "$drop/99-rappel-start.conf"; then
    systemctl daemon-reload
  fi
}
calm() {
  [ -n "$patient" ] || return 0
  rm -f "$drop/99-rappel-start.conf"
  rmdir "$drop" 2>/dev/null
  systemctl daemon-reload
}
trap calm EXIT
end=$(($(now) + $2))
if [ "$3" = restart ]; then
  systemctl --no-block stop "$u" || exit
  while :; do
    sleep 0.02
    case $(systemctl show "$u" -p ActiveState) in *=inactive | *=failed) break ;; esac
    if [ "$(now)" -ge "$end" ]; then
      echo "$u did not stop within $2 s"
      exit 1
    fi
  done
fi
systemctl reset-failed "$u" 2>/dev/null
began=$(now)
end=$((began + $2))
systemctl --no-block start "$u" || exit
why=
while :; do
  sleep 0.02
  s=$(systemctl show "$u" -p ActiveState -p SubState -p NRestarts)
  case $s in
    *ActiveState=active*SubState=running* | *SubState=running*ActiveState=active*) exit 0 ;;
    *ActiveState=failed* | *SubState=auto-restart*) why="it ended right after its start"; break ;;
    *NRestarts=[1-9]*) why="it ended right after its start"; break ;;
    *ActiveState=inactive*) systemctl list-jobs --no-legend "$u" 2>/dev/null | grep -q . || { why="it ended by itself"; break; } ;;
  esac
  t=$(now)
  if [ "$t" -ge "$end" ]; then
    why="it did not serve within $2 s; a member serves once a majority does"
    break
  fi
  [ -n "$patient" ] || [ "$t" -lt $((began + 2)) ] || patience "$2"
  sleep 0.03
done
# All since the start: systemd may have tried once more by now, and that try may not have said why yet.
log=$(journalctl -q -o cat --no-pager -n 400 --since "@$began" -u "$u" 2>/dev/null)
systemctl --no-block stop "$u"
printf 'why %s\n' "$why"
printf '%s\n' "$log"
exit 3
