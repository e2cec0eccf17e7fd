# Which of these programs belong to a package, a line each: the package, whether it is held, and the program.
# "$@" programs
for p in "$@"; do
  real=$(readlink -f -- "$p")
  if command -v dpkg-query >/dev/null; then
    # All names at once: each call reads the lists of all packages. It fails where one name is nobody's.
    said=$(dpkg-query -S -- "$p" "$real" "${real#/usr}" 2>/dev/null)
    # A diversion has taken the package's own file out of the way.
    case $said in '' | *diversion*) continue ;; esac
    name=${said%%: *}
    want=$(dpkg-query -W -f '${db:Status-Want}' -- "$name" 2>/dev/null)
    case $want in hold) held=held ;; *) held=free ;; esac
    printf 'dpkg %s %s %s\n' "$held" "$name" "$p"
  elif command -v rpm >/dev/null; then
    # It says on the same output that a file is nobody's.
    name=$(rpm -qf --qf '%{NAME}' -- "$p" 2>/dev/null) ||
      name=$(rpm -qf --qf '%{NAME}' -- "$real" 2>/dev/null) ||
      name=$(rpm -qf --qf '%{NAME}' -- "${real#/usr}" 2>/dev/null) || continue
    printf 'rpm free %s %s\n' "$name" "$p"
  fi
done
exit 0
