"""What work/idle.yml says, for pyinfra."""
import io

from pyinfra import host
from pyinfra.facts.files import File
from pyinfra.operations import files, server, systemd

ROOT = {"_sudo": True}

for i in range(4):
    files.directory(path=f"/opt/bench/d{i}", user="ops", group="ops", mode="750", **ROOT)
for i in range(4):
    files.put(src=io.StringIO(f"setting{i} = value{i}\n"), dest=f"/opt/bench/c{i}.conf", mode="644", **ROOT)
for i in range(3):
    text = f"# {host.name}\nport = 8088\n" + "".join(f"worker.{w} = on\n" for w in range(4))
    files.put(src=io.StringIO(text), dest=f"/opt/bench/t{i}.conf", mode="640", **ROOT)
for i in range(3):
    files.put(src=io.StringIO(f"limit{i} 4096\n"), dest=f"/opt/bench/l{i}.conf", mode="644", **ROOT)
systemd.service(service="ssh", running=True, enabled=True, **ROOT)
systemd.service(service="systemd-journald", running=True, **ROOT)
for i in range(4):
    if not host.get_fact(File, path=f"/opt/bench/done{i}", **ROOT):
        server.shell(commands=[f"touch /opt/bench/done{i}"], **ROOT)
