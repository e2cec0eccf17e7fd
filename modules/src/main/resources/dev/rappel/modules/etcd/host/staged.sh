# Proves that the programs that lie ready run here, and tells which files they are. $1 their folder, $2 the version
case $(uname -m) in x86_64) go=amd64 ;; aarch64) go=arm64 ;; *) go=$(uname -m) ;; esac
machine=
{ read -r machine < /etc/machine-id; } 2>/dev/null
for n in etcd etcdctl etcdutl; do
  f=$1/$n how=version
  [ -f "$f" ] || continue
  [ $n = etcd ] && how=--version
  v=$(env -i PATH=/usr/bin:/bin ETCD_UNSUPPORTED_ARCH="$go" "$f" $how 2>&1 < /dev/null) || {
    echo "$f does not run on this machine ($(uname -m)): $(printf '%s' "$v" | head -n 1)"
    exit 1
  }
  v=$(printf '%s\n' "$v" | sed -n 's/^etcd[a-z]* [Vv]ersion: *//p')
  if [ $n = etcd ] && [ "$v" != "$2" ]; then
    echo "$f is etcd $v, not $2"
    exit 1
  fi
  echo "$n $(stat -L -c "$machine:%d:%i:%s:%.9Y" -- "$f") $v"
done
