"""``python -m rlar``: it becomes the server, with its signals and its exit code, or says how to get one."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from real_server import Server, free_port

import rlar


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PATH": "/nowhere", **environment}
    env.pop("RLAR_BIN", None) if "RLAR_BIN" not in environment else None
    return subprocess.run(
        [sys.executable, "-m", "rlar", *arguments], env=env, capture_output=True, text=True, timeout=60
    )


def test_without_a_server_it_says_how_to_install_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = _run("serve")
    assert said.returncode == 127 and f"npm install -g rlar@{rlar.__version__}" in said.stderr


def test_the_server_that_the_package_carries_is_installed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """npm is stood in for: what matters here is what it is asked for, where it goes, and that it is not asked twice."""
    monkeypatch.chdir(tmp_path)
    carried = tmp_path / "site" / "rlar"
    shutil.copytree(Path(rlar.__file__).parent, carried, ignore=shutil.ignore_patterns("__pycache__"))
    (carried / "_server").mkdir(exist_ok=True)
    (carried / "_server" / f"rlar-{rlar.__version__}.tgz").write_text("a tarball")
    tools = tmp_path / "tools"
    tools.mkdir()
    npm = tools / "npm"
    npm.write_text(
        "#!/bin/sh\nfor last; do :; done\ncat $last > asked\nmkdir -p node_modules/.bin\n"
        "printf '#!/bin/sh\\necho serves \"$@\"; exit 3\\n' > node_modules/.bin/rlar\nchmod +x node_modules/.bin/rlar\n"
    )
    npm.chmod(0o755)
    folder = tmp_path / "cache" / "server"
    path = ":".join([str(tools), "/usr/bin", "/bin"])
    run = lambda **more: _run(  # noqa: E731
        "serve", "--port", "1", PYTHONPATH=str(carried.parent), RLAR_SERVER_FOLDER=str(folder), **{"PATH": path, **more}
    )
    without = run(PATH="/nowhere")
    assert without.returncode == 127 and "no `npm` on PATH" in without.stderr and "rlar[server]" in without.stderr
    first, second = run(), run()
    assert first.returncode == second.returncode == 3, first.stderr
    assert first.stdout == second.stdout == "serves serve --port 1\n"
    assert "installing the server" in first.stderr and second.stderr == ""
    assert (folder / "asked").read_text() == "a tarball"
    assert [entry.name for entry in folder.parent.iterdir()] == ["server"]
    npm.write_text("#!/bin/sh\nexit 7\n")
    shutil.rmtree(folder)
    broken = run()
    assert broken.returncode == 127 and "npm install ended with 7" in broken.stderr


@pytest.mark.parametrize("place", ["path", "node_modules"])
def test_it_becomes_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    bin_folder = tmp_path / "bin" if place == "path" else tmp_path / "node_modules" / ".bin"
    bin_folder.mkdir(parents=True)
    command = bin_folder / "rlar"
    command.write_text(f'#!/bin/sh\nexec {os.environ["RLAR_TEST_SERVER"]} "$@"\n')
    command.chmod(0o755)
    inner = tmp_path / "inner"
    inner.mkdir()
    monkeypatch.chdir(inner)
    port = free_port()
    path = f"{bin_folder}:{os.environ['PATH']}" if place == "path" else os.environ["PATH"]
    env = {**os.environ, "PATH": path, "RLAR_HOME": str(tmp_path / "home"), "RLAR_LOG_LEVEL": "error"}
    server = subprocess.Popen(
        [sys.executable, "-m", "rlar", "serve", "--port", str(port)], env=env, stdout=subprocess.PIPE
    )
    try:
        assert server.stdout is not None
        assert f"127.0.0.1:{port}".encode() in server.stdout.readline()
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=30) == 0
    finally:
        server.kill()


def test_its_exit_code_is_the_servers(tmp_path: Path) -> None:
    command = tmp_path / "rlar"
    command.write_text("#!/bin/sh\nexit 3\n")
    command.chmod(0o755)
    assert _run("serve", RLAR_BIN=str(command)).returncode == 3
    assert _run("serve", RLAR_BIN=str(tmp_path / "missing")).returncode == 126


def test_check(server: Server) -> None:
    said = _run("check", RLAR_URL=server.url)
    assert said.returncode == 0 and said.stdout.startswith(f"yes: {server.url} is ready")
    said = _run("check", RLAR_URL=f"http://127.0.0.1:{free_port()}", RLAR_DEADLINE_SECONDS="0.5")
    assert said.returncode == 1 and said.stderr.startswith("no: ")
    assert "`python -m rlar serve` starts one" in said.stderr and "rlar check" not in said.stderr


def test_path_version_usage() -> None:
    assert _run("path", "openrlhf").stdout.strip().endswith("rlar/openrlhf.py")
    assert _run("--version").stdout.strip() == rlar.__version__
    assert _run("path", "nothing").returncode == _run().returncode == 2
    assert _run("--help").returncode == 0
