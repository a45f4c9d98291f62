"""A PostgreSQL server for the tests, from Debian's package: on loopback, with data of its own that are gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from needs import missing


def programs():
    """Return the folder of initdb and pg_ctl, or skip."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not folders:
        missing("needs PostgreSQL, whose initdb is neither on the path nor in /usr/lib/postgresql/*/bin: apt-get install postgresql")
    return folders[-1]


def user():
    """Return the user that runs the server, which refuses to be run by root: the name of one, or None for who runs the tests."""
    if os.geteuid() != 0:
        return None
    return next(name for name in ("postgres", "nobody") if name in {one.pw_name for one in pwd.getpwall()})


@contextmanager
def running():
    """Run a server; yield the URL of its database."""
    bin, name = programs(), user()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # Not below pytest's folder, which only its own user may enter.
    folder = tempfile.mkdtemp(prefix="newsclean-postgres-")
    if name is not None:
        shutil.chown(folder, name)

    def run(*command):
        subprocess.run([bin / command[0], *command[1:]], check=True, user=name, cwd=folder, stdout=subprocess.DEVNULL, env={"LC_ALL": "C", "PATH": os.defpath})

    try:
        run("initdb", "-D", f"{folder}/data", "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='' -c fsync=off"
        run("pg_ctl", "-D", f"{folder}/data", "-w", "-t", "60", "-l", f"{folder}/log", "-o", options, "start")
        try:
            yield f"postgresql://tester:secret@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
