#!/bin/bash
# Whole commands, measured side by side and in turn: rappel, the same work as one script over plain ssh, and the peers
# that are on the PATH (ansible-playbook, pyinfra). Prints medians and what each takes in proportion to rappel.
#
#   bench/run.sh [idle] [more] [push] [roll] [many]      all but `many` without words      RUNS=5 by default
#
# Hosts are a lab's (`rappel lab up --name bench --hosts-only 3`, python3 is installed there for the peers); for `many`
# they are addresses of this machine's loopback, 127.1.*, at an sshd of its own (needs root and openssh-server).
set -euo pipefail
bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib.sh
. "$bench/lib.sh"
[ $# -gt 0 ] || set -- idle more push roll

case " $* " in *" idle "* | *" more "* | *" push "* | *" roll "*) lab_up ;; esac
for scenario; do
    "scenario_$scenario"
done
