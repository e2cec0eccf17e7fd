# Fails with its last words when a unit that was started does not run any more. $1 unit
u=$1
s=$(systemctl show "$u" -p ActiveState -p NRestarts)
case $s in
  *NRestarts=[1-9]*) ;;
  *ActiveState=active*) exit 0 ;;
esac
log=$(journalctl -q -o cat --no-pager -n 200 -u "$u" 2>/dev/null)
systemctl --no-block stop "$u"
printf 'why %s\n' "it ended right after its start"
printf '%s\n' "$log"
exit 3
