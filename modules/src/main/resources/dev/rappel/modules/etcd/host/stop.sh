# $1 unit, $2 seconds
systemctl --no-block stop "$1" || exit
end=$(($(date +%s) + $2))
while :; do
  case $(systemctl show "$1" -p ActiveState) in *=inactive | *=failed) exit 0 ;; esac
  if [ "$(date +%s)" -ge "$end" ]; then
    echo "$1 did not stop within $2 s"
    exit 1
  fi
  sleep 0.05
done
