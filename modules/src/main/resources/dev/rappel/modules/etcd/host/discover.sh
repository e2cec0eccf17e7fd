# What a host knows of its member, one thing a line; texts in base64.
# $1 unit, $2 a version whose staged programs are looked for, $3 what is known of files already
u=$1
sums=$3
b() { base64 | tr -d '\n'; }
t() { printf '%s' "$1" | b; }
say() { printf '%s %s\n' "$1" "$(t "$2")"; }
arch=$(uname -m)
case $arch in x86_64) go=amd64 ;; aarch64) go=arm64 ;; *) go=$arch ;; esac
sha() { nice -n 10 sha256sum < "$1" 2>/dev/null | cut -c1-64; }
version() {
  env -i PATH=/usr/bin:/bin ETCD_UNSUPPORTED_ARCH="$go" "$1" "$2" 2>/dev/null </dev/null |
    sed -n 's/^etcd[a-z]* [Vv]ersion: *//p' | head -n 1
}
machine=$(cat /etc/machine-id 2>/dev/null)
# Sets s to the SHA-256 of a program and v to its version. A file that was looked at earlier in this
# run, and has not changed since, is not read again. $1 the file, $2 how to ask for the version
look() {
  k=$(stat -L -c "$machine:%d:%i:%s:%.9Y" -- "$1" 2>/dev/null)
  h=$(printf '%s\n' "$sums" | grep -F -- "$k " | head -n 1)
  if [ -n "$h" ]; then
    h=${h#* }
    s=${h% *}
    v=$(printf '%s' "${h#* }" | base64 -d)
  else
    s=$(sha "$1")
    v=$(version "$1" "$2")
  fi
  printf 'sum %s %s %s\n' "$k" "$s" "$(t "$v")"
}
say user "$(id -u)"
say arch "$arch"
say node "$(uname -n)"
say machine "$machine"
say clock "$(date +%s.%N)"
say uptime "$(cut -d' ' -f1 /proc/uptime)"
say selinux "$(cat /sys/fs/selinux/enforce 2>/dev/null)"
show=$(systemctl show "$u" -p Id -p LoadState -p ActiveState -p SubState -p Result -p MainPID \
  -p NRestarts -p ExecStart -p EnvironmentFiles -p User -p Group -p WorkingDirectory -p Type \
  -p FragmentPath -p DropInPaths -p TimeoutStartUSec -p TimeoutStopUSec -p NeedDaemonReload \
  -p InvocationID -p ControlGroup -p UnitFileState -p ExecMainStartTimestampMonotonic 2>&1) || {
  printf '%s\n' "$show" >&2
  exit 1
}
say show "$show"
get() { printf '%s\n' "$show" | sed -n "s/^$1=//p"; }
seen=' '
all=
text() {
  case "$seen" in *" $2 "*) return ;; esac
  if [ ! -f "$2" ] || [ ! -r "$2" ]; then return; fi
  seen="$seen$2 "
  all="$all
$(cat -- "$2")"
  printf 'text %s %s %s %s\n' "$1" "$(t "$2")" \
    "$(stat -L -c '%a,%U:%G,%.3Y' -- "$2")" "$(b < "$2")"
}
text unit "$(get FragmentPath)"
for f in $(get DropInPaths); do text unit "$f"; done
for f in $(get EnvironmentFiles | sed 's/ (ignore_errors=[a-z]*)$//'); do text env "$f"; done
pid=
group=$(get ControlGroup)
for p in $(get MainPID) $(cat "/sys/fs/cgroup$group/cgroup.procs" \
  "/sys/fs/cgroup/systemd$group/cgroup.procs" 2>/dev/null); do
  [ "$p" = 0 ] && continue
  exe=$(readlink "/proc/$p/exe") || continue
  case "${exe##*/}" in etcd*) pid=$p; break ;; esac
done
line=
runs=
if [ -n "$pid" ]; then
  line=$(tr '\0' '\n' < "/proc/$pid/cmdline")
  say pid "$pid"
  say exe "$exe"
  say cmdline "$line"
  say environ "$(tr '\0' '\n' < "/proc/$pid/environ" | grep -E '^(ETCD_|GOMAXPROCS=)')"
  runs=$(stat -L -c '%d:%i' "/proc/$pid/exe")
  look "/proc/$pid/exe" --version
  runs_sha=$s
  runs_version=$v
  say exe_sha "$s"
  say exe_version "$v"
fi
etcd=
for p in $(get ExecStart | grep -oE '/[^ ;"'"'"'=]*/etcd[-.v0-9]*' | awk '!x[$0]++') "${exe% (deleted)}"; do
  if [ -f "$p" ] && [ -x "$p" ]; then etcd=$p; break; fi
done
program() {
  if [ -z "$2" ] || [ ! -f "$2" ]; then return; fi
  if [ -n "$runs" ] && [ "$(stat -L -c '%d:%i' -- "$2")" = "$runs" ]; then
    s=$runs_sha v=$runs_version
  else
    look "$2" "$3"
  fi
  printf 'program %s %s %s %s\n' "$1" "$(t "$2")" "$s" "$(t "$v")"
}
if [ -n "$etcd" ]; then
  d=${etcd%/*}
  program etcd "$etcd" --version
  for n in etcdctl etcdutl; do
    if [ -f "$d/$n" ]; then program $n "$d/$n" version; else
      program $n "$(command -v $n)" version
    fi
  done
fi
for f in $(
  printf '%s\n' "$line" | sed -n 's/^--*config-file=//p; /^--*config-file$/{n;p;}'
  printf '%s\n' "$all" | grep -oE "(config-file|ETCD_CONFIG_FILE)[= ]+[^ \"']+" | sed 's/^[^= ]*[= ]*//'
); do text config "$f"; done
data() {
  case "$seen" in *" $1 "*) return ;; esac
  if [ ! -d "$1" ]; then return; fi
  seen="$seen$1 "
  newest=$(ls -1 -- "$1/member/snap" 2>/dev/null | grep '^[0-9a-f]*-[0-9a-f]*\.snap$' | sort | tail -n 1)
  at=0
  [ -n "$newest" ] && at=$(stat -c %.3Y -- "$1/member/snap/$newest")
  db=$(stat -c %s -- "$1/member/snap/db" 2>/dev/null || echo 0)
  printf 'data %s %s %s %s %s\n' "$(t "$1")" "$(t "$newest")" "$at" "$db" \
    "$(df -Pk -- "$1" | awk 'NR==2{printf "%.0f", $4*1024}')"
}
for f in $(
  printf '%s\n' "$line" | sed -n 's/^--*data-dir=//p; /^--*data-dir$/{n;p;}'
  printf '%s\n' "$all" | grep -oE "(data-dir|ETCD_DATA_DIR)[=: ]+\"?'?[^ \"']+" | sed "s/^[^=: ]*[=: ]*[\"']*//"
  [ -n "$pid" ] && ls -d "$(readlink "/proc/$pid/cwd")"/*.etcd 2>/dev/null
); do data "$f"; done
for p in "${etcd%/*}" /var/lib; do
  [ -d "$p" ] && printf 'room %s %s\n' "$(t "$p")" \
    "$(df -Pk -- "$p" | awk 'NR==2{printf "%.0f", $4*1024}')"
done
if [ -n "$2" ]; then
  for n in etcd etcdctl etcdutl; do
    f=/var/lib/rappel/etcd/$2/$n
    if [ -f "$f" ]; then
      ask=version
      [ $n = etcd ] && ask=--version
      look "$f" $ask
      printf 'staged %s %s\n' "$n" "$s"
    fi
  done
fi
exit 0
