"""Asks Ansible about each case: --list, --graph, --graph --vars, --host, and what patterns select.

A case is a folder with `args` (the -i and --playbook-dir words, one a line, run inside the folder)
and `patterns` (a pattern a line, after a tab the --limit). Nothing of this machine gets into the
expected files: Ansible's own magic variables are not in its output.
"""
import json
import os
import pathlib
import subprocess
import sys

os.environ.update(ANSIBLE_LOCALHOST_WARNING="0", LC_ALL="C.UTF-8",
                  ANSIBLE_NOCOLOR="1", ANSIBLE_DEPRECATION_WARNINGS="0")

# What `ansible PATTERN -l LIMIT --list-hosts` does, for many patterns in one process.
LIST_HOSTS = """
import json, random, sys
ballast = [bytearray(random.randrange(1, 3000)) for _ in range(random.randrange(3000))]
del ballast[::random.randrange(2, 7)]
from ansible.parsing.dataloader import DataLoader
from ansible.inventory.manager import InventoryManager
answers = []
for pattern, limit in json.load(sys.stdin):
    inventory = InventoryManager(loader=DataLoader(), sources=sys.argv[1:])
    if limit:
        inventory.subset(limit)
    try:
        hosts = [str(h) for h in inventory.list_hosts(pattern)]
    except Exception:
        hosts = None
    answers.append({"pattern": pattern, "limit": limit, "hosts": hosts})
json.dump(answers, sys.stdout)
"""


def ask(folder, *words):
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True)
    if done.returncode or "[ERROR]" in done.stderr or "Unable to parse" in done.stderr:
        sys.exit(f"{folder}: {words}: {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def list_hosts(folder, sources, wanted):
    def once():
        done = subprocess.run([sys.executable, "-c", LIST_HOSTS, *sources], cwd=folder,
                              input=json.dumps(wanted), capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{folder}: {done.stderr}")
        return json.loads(done.stdout)

    # Ansible walks sets of groups below the second level, by their addresses: its own order changes
    # from run to run there. Several runs, with memory in disorder, show it; such an answer is kept
    # as a set.
    first, *more = [once() for _ in range(6)]
    for i, answer in enumerate(first):
        answer["ordered"] = all(m[i]["hosts"] == answer["hosts"] for m in more)
        if not answer["ordered"]:
            answer["hosts"] = sorted(answer["hosts"])
    return first


def main(cases):
    here = pathlib.Path(__file__).parent
    for case in sorted(p.parent for p in here.glob("*/args")):
        if cases and case.name not in cases:
            continue
        args = (case / "args").read_text().split("\n")
        args = [a for a in args if a]
        out = case / "expected"
        out.mkdir(exist_ok=True)
        (out / "list.json").write_text(ask(case, "ansible-inventory", *args, "--list"))
        (out / "graph.txt").write_text(ask(case, "ansible-inventory", *args, "--graph"))
        (out / "graph-vars.txt").write_text(
            ask(case, "ansible-inventory", *args, "--graph", "--vars"))
        hosts = list(json.loads((out / "list.json").read_text())["_meta"]["hostvars"])
        if hosts:
            host = hosts[-1]
            (out / "host.json").write_text(
                json.dumps({host: json.loads(ask(case, "ansible-inventory", *args, "--host", host))},
                           indent=4) + "\n")
        wanted = [(line.split("\t") + [""])[:2]
                  for line in (case / "patterns").read_text().split("\n") if line]
        sources = [args[i + 1] for i, a in enumerate(args) if a == "-i"]
        (out / "patterns.json").write_text(
            json.dumps(list_hosts(case, sources, wanted), indent=1, ensure_ascii=False) + "\n")
        print(case.name)


main(sys.argv[1:])
