"""``python -m rlar``: ``serve`` starts the server, ``check`` asks one how it is, ``export`` sends a run's metrics to a
logger, ``path`` prints a trainer module's file."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Sequence

from rlar import __version__, export
from rlar._server import find_server, install_server, search_path
from rlar.client import Client
from rlar.errors import RlarError

USAGE = """usage: python -m rlar serve [--port N] [--host H] [...]   start the server (Node.js); arguments go to `rlar serve`
       python -m rlar check                              is there a server at RLAR_URL, and does it take RLAR_TOKEN?
       python -m rlar export RUN --to LOGGER [...]       metrics of a run to wandb, mlflow, tensorboard, trackio or otel
       python -m rlar path MODULE                        the file of rlar.MODULE, for trainers that take a path
       python -m rlar --version"""

MISSING = f"""rlar's server was not found: no `rlar` on PATH, and no node_modules/.bin/rlar here or above.
It needs Node.js (20 or later) with npm. Any of these brings it:
    pip install 'rlar[server]'           Node.js as a Python package; this command then installs the server by itself
    npm install -g rlar@{__version__}        for this machine, or
    npm install rlar@{__version__}           in this folder, or
    npm run rlar -- serve                in a checkout of rlar, in place of this command,
or set RLAR_BIN to the path of its command."""


def serve(arguments: Sequence[str]) -> int:
    """Becomes the server: its signals and its exit code are this process's own. On Windows, waits for it."""
    command = find_server()
    if command is None:
        problem = install_server(lambda line: print(f"rlar: {line}", file=sys.stderr, flush=True))
        command = find_server()
        if command is None:
            print(f"rlar: {problem}.\n{MISSING}", file=sys.stderr)
            return 127
    whole = [*command, "serve", *arguments]
    environment = {**os.environ, "PATH": search_path()}
    try:
        if os.name == "posix":
            sys.stdout.flush()
            os.execvpe(whole[0], whole, environment)
        return subprocess.call(whole, env=environment)
    except OSError as thrown:
        print(f"{whole[0]} could not be started: {thrown}", file=sys.stderr)
        return 126


def check() -> int:
    """Says whether a server answers, is ready and takes the token."""
    try:
        client = Client(deadline_seconds=float(os.environ.get("RLAR_DEADLINE_SECONDS") or 5))
        state = client.ready()
        tools = client.tools().get("tools", [])
    except (RlarError, ValueError) as thrown:
        print(f"no: {thrown}", file=sys.stderr)
        return 1
    print(f"yes: {client.settings.url} is {state.get('status')}, snapshot {state.get('snapshot')}, {len(tools)} tools")
    return 0


def path(arguments: Sequence[str]) -> int:
    spec = importlib.util.find_spec(f"rlar.{arguments[0]}") if len(arguments) == 1 else None
    if spec is None or spec.origin is None:
        print(USAGE, file=sys.stderr)
        return 2
    print(spec.origin)
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    given = list(sys.argv[1:] if arguments is None else arguments)
    command = given[0] if given else ""
    if command == "serve":
        return serve(given[1:])
    if command == "check":
        return check()
    if command == "export":
        return export.main(given[1:])
    if command == "path":
        return path(given[1:])
    if command == "--version":
        print(__version__)
        return 0
    print(USAGE, file=sys.stdout if command in ("-h", "--help") else sys.stderr)
    return 0 if command in ("-h", "--help") else 2


if __name__ == "__main__":
    sys.exit(main())
