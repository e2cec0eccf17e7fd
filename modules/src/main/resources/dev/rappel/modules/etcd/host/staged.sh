# Proves that the programs that lie ready run here. $1 their folder, $2 the version
case $(uname -m) in x86_64) go=amd64 ;; aarch64) go=arm64 ;; *) go=$(uname -m) ;; esac
v=$(env -i PATH=/usr/bin:/bin ETCD_UNSUPPORTED_ARCH="$go" "$1/etcd" --version 2>&1 < /dev/null) || {
  echo "$1/etcd does not run on this machine ($(uname -m)): $(printf '%s' "$v" | head -n 1)"
  exit 1
}
v=$(printf '%s\n' "$v" | sed -n 's/^etcd Version: *//p')
if [ "$v" != "$2" ]; then
  echo "$1/etcd is etcd $v, not $2"
  exit 1
fi
