#!/bin/bash
# Makes cli/src/main/rehearsal/classes.txt anew: the classes that commands load when they work on real hosts. Those that
# the rehearsal after a build comes by itself are among them, which does no harm. Needs what `rappel lab up` needs, and
# takes two minutes. To be run when a library was changed; a list that is old only makes commands slower.
set -euo pipefail
top=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
rappel=$top/rappel
downgrade=$top/playbooks/etcd-downgrade-3.7-to-3.6.yml
list=$top/cli/src/main/rehearsal/classes.txt
here=$(mktemp -d)
trap '"$rappel" lab down --name classes >/dev/null 2>&1 || :; rm -rf "$here"' EXIT
"$rappel" --version >/dev/null # builds, where that is due

# loads COMMAND…: without the cache, which would have all of its own classes among those that are loaded.
count=0
loads() {
    count=$((count + 1))
    RAPPEL_STATE=$here/state RAPPEL_JAVA_OPTS="-XX:AOTMode=off -Xlog:class+load:file=$here/$count.log" "$rappel" "$@" >"$here/out" 2>&1 || {
        echo "rappel $* failed:" >&2
        tail -n 5 "$here/out" >&2
        exit 1
    }
}

for tls in '' --tls; do
    # shellcheck disable=SC2086 # nothing, or an option
    "$rappel" lab up --name classes --to 3.6.14 $tls >"$here/out" 2>&1
    inventory=${RAPPEL_CACHE:-$HOME/.cache/rappel}/lab/classes/inventory.yml
    loads check "$downgrade" -i "$inventory"
    loads facts all -i "$inventory"
    loads plan "$downgrade" -i "$inventory" -e "etcd_backups=$here" --no-save
    loads run "$downgrade" -i "$inventory" -e "etcd_backups=$here" --yes
    "$rappel" lab down --name classes >/dev/null 2>&1
done

# Not those that are spun as they are needed, which have no lasting name, nor those that no cache can hold: classes of
# signed jars (Bouncy Castle), of the flight recorder, and of the oldest format (picocli).
sed -nE 's/^(\[[^]]*\])* ?([A-Za-z_][^ /]*) source: .*/\2/p' "$here"/*.log |
    grep -vE '\$\$|\$Proxy[0-9]|LambdaForm|BoundMethodHandle\$Species_|^(org\.bouncycastle|picocli|jdk\.jfr)\.|^jdk\.internal\.event\.' |
    LC_ALL=C sort -u >"$here/classes.txt"
# A list that came out much too short is no list.
if [ "$(wc -l <"$here/classes.txt")" -lt 4000 ]; then
    echo "only $(wc -l <"$here/classes.txt") classes were found; the list stays as it is" >&2
    exit 1
fi
mv "$here/classes.txt" "$list"
chmod 644 "$list"
echo "$(wc -l <"$list") classes in $list"
