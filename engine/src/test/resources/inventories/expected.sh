#!/bin/sh
# Writes what Ansible itself says of every inventory in this folder to CASE/expected/.
# Needs Python 3.11 and PyPI once; the version below is the one whose output is checked in.
#   sh expected.sh [CASE ...]
set -eu
cd "$(dirname "$0")"
venv="${TMPDIR:-/tmp}/rappel-ansible-2.19.14"
[ -x "$venv/bin/ansible-inventory" ] || {
    python3 -m venv "$venv"
    "$venv/bin/pip" install -q ansible-core==2.19.14
}
PATH="$venv/bin:$PATH" exec "$venv/bin/python" expected.py "$@"
