#!/bin/sh
# Whole commands, side by side and in turn: twenty tasks that change nothing, on three hosts, with rappel and as one
# script over plain ssh. Prints each command's median time in seconds.   bench/run.sh [RUNS]
set -eu
bench=$(cd "$(dirname "$0")" && pwd)
rappel=$bench/../rappel
runs=${1:-5}
lab=${RAPPEL_CACHE:-$HOME/.cache/rappel}/lab/bench
"$rappel" lab up --name bench --hosts-only 3 >/dev/null 2>&1
trap '"$rappel" lab down --name bench >/dev/null 2>&1' EXIT
"$rappel" run --yes "$bench/twenty.yml" -i "$lab/inventory.yml" >/dev/null
took() {
    begin=$(date +%s%N)
    "$@" >/dev/null 2>&1
    echo $((($(date +%s%N) - begin) / 1000000))
}
here=$(mktemp -d)
for i in $(seq "$runs"); do
    took "$rappel" run --yes "$bench/twenty.yml" -i "$lab/inventory.yml" >>"$here/rappel"
    took "$rappel" --version >>"$here/start"
    took sh "$bench/raw.sh" "$lab/ssh_config" >>"$here/ssh"
done
median() { sort -n "$here/$1" | sed -n "$(((runs + 1) / 2))p"; }
printf 'rappel run, nothing to change   %5d ms\n' "$(median rappel)"
printf 'rappel --version                %5d ms\n' "$(median start)"
printf 'one script over plain ssh       %5d ms\n' "$(median ssh)"
rm -rf "$here"
