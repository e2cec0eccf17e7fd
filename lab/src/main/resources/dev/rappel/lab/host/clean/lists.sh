# Standard input: paths to remove, an empty one, paths to restore; each ends with a NUL.
set -eu
lists=$(mktemp /run/rappel-lists.XXXXXX)
trap 'rm -f "$lists"' EXIT
cat >"$lists"
LC_ALL=C awk 'BEGIN { RS = ORS = "\0" } $0 == "" { part = 1; next } !part' "$lists" | xargs -0 -r rm -rf --
LC_ALL=C awk 'BEGIN { RS = ORS = "\0" } $0 == "" { part = 1; next } part { sub("^/", ""); print }' "$lists" >/run/rappel-restore
