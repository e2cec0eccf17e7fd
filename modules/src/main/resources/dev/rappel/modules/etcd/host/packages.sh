# Which of these programs belong to a package, a line each: the package, whether it is held, and the program.
# "$@" programs
for p in "$@"; do
  real=$(readlink -f -- "$p")
  for f in "$p" "$real" "${real#/usr}"; do
    if command -v dpkg-query >/dev/null; then
      # A diversion has taken the package's own file out of the way.
      said=$(dpkg-query -S -- "$f" 2>/dev/null) || continue
      case $said in *diversion*) break ;; esac
      name=${said%%: *}
      want=$(dpkg-query -W -f '${db:Status-Want}' -- "$name" 2>/dev/null)
      case $want in hold) held=held ;; *) held=free ;; esac
      printf 'dpkg %s %s %s\n' "$held" "$name" "$p"
      break
    elif command -v rpm >/dev/null; then
      name=$(rpm -qf --qf '%{NAME}' -- "$f" 2>/dev/null) || continue
      printf 'rpm free %s %s\n' "$name" "$p"
      break
    fi
  done
done
exit 0
