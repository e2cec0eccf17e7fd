#!/bin/bash
# A cluster of three from 3.7.1 to 3.6.14 under load, with rappel and by hand, in turn: each time a new cluster without TLS, the
# same keys, the same load. Prints each one's total, its longest gap without an acknowledged write, and the calls that failed.
#
#   bench/etcd.sh SCRIPT      SCRIPT takes FROM_FOLDER TO_FOLDER TARGET_MINOR SUBNET N, and KEY from the environment: the guide's
#                             steps, typed as fast as they can be.      RUNS=3, RATE=300 and SECONDS_OF_LOAD=45 by default
set -euo pipefail
bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
script=$(readlink -f "${1:?the script that does it by hand}")
rappel=$bench/../rappel
cache=${RAPPEL_CACHE:-$HOME/.cache/rappel}
lab=$cache/lab/yard
here=$(mktemp -d)
runs=${RUNS:-3}
trap '"$rappel" lab down --name yard >/dev/null 2>&1 || :; rm -rf "$here"' EXIT
unpacked() { find "$cache/releases/unpacked" -path "*v$1*" -name etcd -type f -printf '%h\n' | head -n 1; }

# Each host's last number follows from its place; a script that counts from 1 gets one that does too.
by_hand() {
    local net
    net=$(sed -n 's/.*ansible_host: 172\.30\.\([0-9]*\)\..*/\1/p' "$lab/inventory.yml" | head -n 1)
    sed 's/172\.30\.$S\.$i/172.30.$S.$((i+9))/g; s/172\.30\.%s\.%s:2379," $S $i/172.30.%s.%s:2379," $S $((i+9))/; s/172\.30\.$S\.$L/172.30.$S.$((L+9))/g; s/172\.30\.$S\.$X/172.30.$S.$((X+9))/g; s/172\.30\.$S\.1:/172.30.$S.10:/g' \
        "$script" >"$here/by-hand.sh"
    KEY=$lab/id_ed25519 bash "$here/by-hand.sh" "$(unpacked 3.7.1)" "$(unpacked 3.6.14)" 3.6 "$net" 3
}
with_rappel() { "$rappel" run --yes "$here/plan.json"; }

once() { # NAME COMMAND
    local TIMEFORMAT=%R
    "$rappel" lab down --name yard >/dev/null 2>&1 || :
    "$rappel" lab up --name yard --to 3.6.14 >"$here/up.log" 2>&1 || { cat "$here/up.log" >&2; exit 1; }
    rm -f "$here/plan.json"
    "$rappel" plan "$bench/../playbooks/etcd-downgrade-3.7-to-3.6.yml" -i "$lab/inventory.yml" -e "etcd_backups=$here/backups" --out "$here/plan.json" >/dev/null
    "$rappel" lab load --name yard --rate "${RATE:-300}" --for "${SECONDS_OF_LOAD:-45}s" --json >"$here/load.json" &
    sleep 3
    { time "$2" >"$here/$1.log" 2>&1; } 2>"$here/time" || { tail -n 20 "$here/$1.log" >&2; exit 1; }
    wait
    cat "$here/time" >>"$here/$1.total"
    python3 - "$1" "$(cat "$here/time")" "$here/load.json" <<'P'
import json, sys
load = json.load(open(sys.argv[3]))
print(f"{sys.argv[1]:8} {float(sys.argv[2]):6.1f} s  {json.dumps({k: load[k] for k in ('writes', 'reads', 'leadership') if k in load})}", flush=True)
P
}

for _ in $(seq "$runs"); do
    once by-hand by_hand
    once rappel with_rappel
done
for name in by-hand rappel; do
    printf '%s: median %s s\n' "$name" "$(sort -n "$here/$name.total" | sed -n "$(((runs + 1) / 2))p")"
done
