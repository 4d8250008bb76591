"""Finds the server's command. Where there is none, the server that this package carries is installed once, with npm."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from rlar import __version__

#: The npm package, put here when the wheel is built; a wheel that was built without it is a client alone.
CARRIED = Path(__file__).parent / "_server" / f"rlar-{__version__}.tgz"


def search_path() -> str:
    """PATH, and the folder of this Python: an environment that is not activated has its `node` and `npm` there."""
    return os.pathsep.join([os.environ.get("PATH", ""), str(Path(sys.executable).parent)])


def server_folder() -> Path:
    """Where a carried server is installed: ``RLAR_SERVER_FOLDER``, or a folder of this user and this version."""
    named = os.environ.get("RLAR_SERVER_FOLDER")
    if named:
        return Path(named)
    cache = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".cache"
    return Path(cache) / "rlar" / f"server-{__version__}"


def find_server() -> list[str] | None:
    """The command of a server that is there: ``RLAR_BIN``, ``rlar`` on PATH, in ``node_modules`` here or above, or installed."""
    named = os.environ.get("RLAR_BIN")
    if named:
        return ["node", named] if named.endswith((".mjs", ".js")) else [named]
    found = shutil.which("rlar")
    if found:
        return [found]
    here = Path.cwd()
    for folder in (here, *here.parents, server_folder()):
        local = shutil.which("rlar", path=str(folder / "node_modules" / ".bin"))
        if local:
            return [local]
    return None


def install_server(say: Callable[[str], None]) -> str | None:
    """Installs the carried server, and returns why that cannot be done, or None. Another process may do so at the same time."""
    if not CARRIED.exists():
        return "this package was built without its server"
    npm = shutil.which("npm", path=search_path())
    if npm is None:
        return "the server of this package needs Node.js and npm, and there is no `npm` on PATH"
    folder = server_folder()
    part = folder.with_name(f"{folder.name}-part-{os.getpid()}")
    say(f"installing the server, rlar {__version__}, into {folder} (once) …")
    try:
        part.mkdir(parents=True)
        (part / "package.json").write_text('{"private": true}')
        command = [npm, "install", "--no-audit", "--no-fund", "--loglevel=error", "--prefer-offline", str(CARRIED)]
        done = subprocess.run(command, cwd=part, env={**os.environ, "PATH": search_path()}, stdout=sys.stderr)
        if done.returncode != 0:
            return f"npm install ended with {done.returncode}: is the npm registry reachable?"
        try:
            part.rename(folder)
        except OSError:
            if find_server() is None:
                raise
    except OSError as thrown:
        return f"{folder} cannot be made: {thrown}"
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return None
