# Whether the new program takes these options; it reads them all before it prints its version.
# $1 the folder of the version, or the beginning of its name; then the flags
found=
for f in "$1"*/etcd; do [ -x "$f" ] && found=$f; done
if [ -z "$found" ]; then
  echo "no program lies ready under $1*; its options were checked against the tables only"
  exit 0
fi
shift
case $(uname -m) in x86_64) go=amd64 ;; aarch64) go=arm64 ;; *) go=$(uname -m) ;; esac
if ! out=$(cd / && env -i PATH=/usr/bin:/bin ETCD_UNSUPPORTED_ARCH="$go" "$found" "$@" --version 2>&1 < /dev/null); then
  # What is wrong comes first; how to use the program follows.
  printf '%s\n' "$out" | sed '/^Usage:/,$d' | grep -v '^ *-' | head -n 10
  exit 1
fi
