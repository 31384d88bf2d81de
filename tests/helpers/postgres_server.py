"""A PostgreSQL server of the tests' own: made in an empty folder, and gone with it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

DEBIANS = Path("/usr/lib/postgresql")
ACCOUNT = "postgres"


class NoServer(Exception):
    """Why no server can be started here."""


def programs() -> Path:
    """Give the folder of ``initdb`` and ``pg_ctl``: Debian's newest, or where the path has them."""
    debians = sorted(DEBIANS.glob("*/bin/initdb"), key=_version)
    found = str(debians[-1]) if debians else shutil.which("initdb")
    if found is None:
        raise NoServer("no PostgreSQL server is installed: initdb is not found")
    return Path(found).resolve().parent


def _version(path: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", path.parts[-3])]


def account() -> str | None:
    """Give the account that runs the server: PostgreSQL refuses to be run by root."""
    if os.name != "posix":
        raise NoServer("a server is started on Unix only")
    if os.geteuid() != 0:
        return None
    import pwd  # noqa: PLC0415 - Unix only

    try:
        return pwd.getpwnam(ACCOUNT).pw_name
    except KeyError as missing:
        raise NoServer(
            f"root may not run PostgreSQL, and there is no account {ACCOUNT}"
        ) from missing


@contextmanager
def server() -> Generator[str, None, None]:
    """Start a server that only this machine reaches, give its address, and stop it at the end."""
    found, runs_as = programs(), account()
    with TemporaryDirectory(prefix="pg") as folder:
        if runs_as is not None:
            shutil.chown(folder, runs_as)

        def call(program: str, *arguments: str) -> None:
            _call([str(found / program), "-D", f"{folder}/data", *arguments], folder, runs_as)

        call("initdb", "-U", "sepadd", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        # No port is taken: it is reached through its folder alone.
        options = f"-c listen_addresses='' -c fsync=off -k {folder}"
        call("pg_ctl", "-w", "-l", f"{folder}/log", "-o", options, "start")
        try:
            yield f"host={folder} user=sepadd dbname=postgres"
        finally:
            call("pg_ctl", "-w", "-m", "immediate", "stop")


def _call(command: list[str], folder: str, runs_as: str | None) -> None:
    # A daemon keeps what it inherits: a file, and not a pipe whose end would be waited for.
    with Path(folder, "said").open("w+", encoding="utf-8") as said:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            cwd=folder,
            user=runs_as,
            group=runs_as,
            extra_groups=None if runs_as is None else [],
            check=False,
        )
        if done.returncode != 0:
            said.seek(0)
            raise NoServer(f"{Path(command[0]).name} could not be run: {said.read().strip()}")
