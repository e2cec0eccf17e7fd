"""What work/four.yml says, for pyinfra."""
import io
import os

from pyinfra import host
from pyinfra.facts.files import File
from pyinfra.operations import files, server

folder = os.environ["FOLDER"]
files.directory(path=folder, mode="750")
files.put(src=io.StringIO("setting = value\n"), dest=f"{folder}/c.conf", mode="644")
files.put(src=io.StringIO("limit 4096\n"), dest=f"{folder}/l.conf", mode="644")
if not host.get_fact(File, path=f"{folder}/done"):
    server.shell(commands=[f"touch {folder}/done"])
