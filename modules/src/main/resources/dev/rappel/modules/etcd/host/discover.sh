# What a host knows of its member, one thing a line: a word, and the rest of the line as it is; files in base64.
# Asked five times in a member's turn, so it starts few programs: each of them costs a millisecond or two.
# $1 unit, $2 what is known of files already
u=$1 sums=$2
nl='
'
say() { printf '%s %s\n' "$1" "$2"; }
first() { { read -r word < "$1"; } 2>/dev/null || :; }
word=
first /etc/machine-id
machine=$word
names=$(uname -n -m)
arch=${names##* }
case $arch in x86_64) go=amd64 ;; aarch64) go=arm64 ;; *) go=$arch ;; esac
ask() {
  env -i PATH=/usr/bin:/bin ETCD_UNSUPPORTED_ARCH="$go" "$1" "$2" 2>/dev/null </dev/null |
    sed -n 's/^etcd[a-z]* [Vv]ersion: *//p' | head -n 1
}
# Sets h to what is known of k. Taking the line out of the whole text would cost a shell the square of its length.
known() {
  IFS=$nl
  set -f
  for h in $sums; do
    case $h in "$k "*) h=${h#* }; break ;; esac
    h=
  done
  set +f
  unset IFS
}
# Sets s to the SHA-256 of a program and v to its version. A file that was looked at earlier in this
# run, and has not changed since, is not read again. $1 the file, $2 how to ask for the version
look() {
  k=$(stat -L -c "$machine:%d:%i:%s:%.9Y" -- "$1" 2>/dev/null)
  h=
  [ -z "$k" ] || known
  if [ -n "$h" ]; then
    s=${h%% *}
    v=${h#* }
  else
    # With the processor's own instructions for it, where there are any.
    s=$(nice -n 10 openssl dgst -sha256 -r < "$1" 2>/dev/null || nice -n 10 sha256sum < "$1" 2>/dev/null)
    s=${s%% *}
    v=$(ask "$1" "$2")
    [ -z "$k" ] || sums="$k $s $v$nl$sums"
  fi
  [ -z "$k" ] || say sum "$k $s $v"
}
say user "$(id -u)"
say arch "$arch"
say node "${names% *}"
say machine "$machine"
say clock "$(date +%s.%N)"
word=
first /proc/uptime
say uptime "${word%% *}"
word=
first /sys/fs/selinux/enforce
say selinux "$word"
show=$(systemctl show "$u" -p Id -p LoadState -p ActiveState -p SubState -p Result -p MainPID \
  -p NRestarts -p ExecStart -p EnvironmentFiles -p User -p Group -p WorkingDirectory -p Type \
  -p FragmentPath -p DropInPaths -p TimeoutStartUSec -p TimeoutStopUSec -p NeedDaemonReload \
  -p InvocationID -p ControlGroup -p UnitFileState -p ExecMainStartTimestampMonotonic 2>&1) || {
  printf '%s\n' "$show" >&2
  exit 1
}
fragment= dropins= envs= main=0 group= starts=
while IFS= read -r l; do
  say show "$l"
  case $l in
  FragmentPath=*) fragment=${l#*=} ;;
  DropInPaths=*) dropins=${l#*=} ;;
  EnvironmentFiles=*) l=${l#*=} envs="$envs ${l% (ignore_errors=*}" ;;
  MainPID=*) main=${l#*=} ;;
  ControlGroup=*) group=${l#*=} ;;
  ExecStart=*) starts="$starts$l$nl" ;;
  esac
done <<X
$show
X
seen=' '
texts=
text() {
  case "$seen" in *" $2 "*) return ;; esac
  if [ ! -f "$2" ] || [ ! -r "$2" ]; then return; fi
  seen="$seen$2 "
  texts="$texts $2"
  say text "$1 $(stat -L -c '%a,%U:%G,%.3Y' -- "$2") $(base64 -w0 < "$2") $2"
}
text unit "$fragment"
for f in $dropins; do text unit "$f"; done
for f in $envs; do text env "$f"; done
pid= exe=
is_etcd() {
  runs=$(readlink "/proc/$1/exe") || return 1
  case "${runs##*/}" in etcd*) pid=$1 exe=$runs ;; *) return 1 ;; esac
}
if [ "${main:-0}" != 0 ] && ! is_etcd "$main"; then
  for p in $(cat "/sys/fs/cgroup$group/cgroup.procs" "/sys/fs/cgroup/systemd$group/cgroup.procs" 2>/dev/null); do
    if is_etcd "$p"; then break; fi
  done
fi
configs= datas=
if [ -n "$pid" ]; then
  say pid "$pid"
  say exe "$exe"
  next=
  while IFS= read -r a; do
    say cmdline "$a"
    case $next in config) configs="$configs $a" ;; data) datas="$datas $a" ;; esac
    next=
    case $a in
    -config-file | --config-file) next=config ;;
    -config-file=* | --config-file=*) configs="$configs ${a#*=}" ;;
    -data-dir | --data-dir) next=data ;;
    -data-dir=* | --data-dir=*) datas="$datas ${a#*=}" ;;
    esac
  done <<X
$(tr '\0' '\n' < "/proc/$pid/cmdline")
X
  tr '\0' '\n' < "/proc/$pid/environ" |
    sed -n -e 's/^ETCD_/environ &/p' -e 's/^GOMAXPROCS=/environ &/p'
  look "/proc/$pid/exe" --version
  say exe_sha "$s"
  say exe_version "$v"
fi
# A script around etcd, or around a container with etcd in it, is no program to be replaced.
is_program() {
  word=
  first "$1"
  case $word in ?ELF*) ;; *) return 1 ;; esac
}
etcd=
for p in $(printf '%s' "$starts" | grep -oE '/[^ ;"'"'"'=]*/etcd[-.v0-9]*') "${exe% (deleted)}"; do
  if [ -f "$p" ] && [ -x "$p" ] && is_program "$p"; then etcd=$p; break; fi
done
program() {
  if [ -z "$2" ] || [ ! -f "$2" ]; then return; fi
  look "$2" "$3"
  say program "$1 ${s:--} ${v:--} $2"
}
if [ -n "$etcd" ]; then
  d=${etcd%/*}
  [ -w "$d" ] || say fixed "$d"
  program etcd "$etcd" --version
  for n in etcdctl etcdutl; do
    if [ -f "$d/$n" ]; then program $n "$d/$n" version; else
      program $n "$(command -v $n)" version
    fi
  done
fi
# What is said of an option in a unit, an EnvironmentFile or a configuration file. $1 its names, $2 what may follow them
said() {
  [ -n "$texts" ] || return 0
  # shellcheck disable=SC2086 # several files
  grep -hoE "($1)[$2]+[\"']?[\"']?[^ \"']+" $texts | sed -E "s/^($1)[$2]*[\"']*//"
}
for f in $configs $(said 'config-file|ETCD_CONFIG_FILE' '= '); do text config "$f"; done
set --
data() {
  case "$seen" in *" $1 "*) return ;; esac
  if [ ! -d "$1" ]; then return; fi
  seen="$seen$1 "
  newest= at=0
  for g in "$1"/member/snap/*-*.snap; do if [ -f "$g" ]; then newest=$g; fi; done
  [ -z "$newest" ] || at=$(stat -c %.3Y -- "$newest")
  db=$(stat -c %s -- "$1/member/snap/db" 2>/dev/null || echo 0)
  newest=${newest##*/}
  say data "${newest:--} $at $db $1"
}
cwd=
[ -z "$pid" ] || cwd=$(readlink "/proc/$pid/cwd")
for f in $datas $(said 'data-dir|ETCD_DATA_DIR' '=: ') ${cwd:+"$cwd"/*.etcd}; do
  before=$seen
  data "$f"
  [ "$seen" = "$before" ] || set -- "$@" "$f"
done
folders=$#
for f in "${etcd%/*}" /var/lib; do if [ -d "$f" ]; then set -- "$@" "$f"; fi; done
df -Pk -- "$@" | {
  read -r _
  while read -r _ _ _ free _; do
    if [ "$folders" -gt 0 ]; then say free "$free $1"; else say room "$free $1"; fi
    folders=$((folders - 1))
    shift
  done
}
for f in /var/lib/rappel/etcd/*/etcd /var/lib/rappel/etcd/*/etcdctl /var/lib/rappel/etcd/*/etcdutl; do
  if [ -f "$f" ]; then
    version=${f#/var/lib/rappel/etcd/} n=${f##*/} how=version
    [ "$n" = etcd ] && how=--version
    look "$f" $how
    say staged "${version%%/*} $n $s"
  fi
done
exit 0
