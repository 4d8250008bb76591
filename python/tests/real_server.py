"""A real ``rlar serve`` on a free port, to be killed and started again."""

from __future__ import annotations

import os
import shlex
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

#: A user's own function that breaks on some responses.
BROKEN = """export default (prompt, response, reference) => {
  if (response.includes('Knock')) throw new Error('my function broke');
  return response === reference ? 1 : 0;
};
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """``RLAR_TEST_SERVER`` is the command that starts rlar."""

    def __init__(self, home: Path, token: str | None = None) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.home = home
        self._token = token
        self._process: subprocess.Popen[bytes] | None = None
        #: How long the last start took that was waited for.
        self.seconds = 0.0

    def start(self, wait: bool = True) -> Server:
        command = shlex.split(os.environ["RLAR_TEST_SERVER"])
        env = {**os.environ, "RLAR_HOME": str(self.home), "RLAR_LOG_LEVEL": "error"}
        env.pop("RLAR_TOKEN", None)
        if self._token:
            env["RLAR_TOKEN"] = self._token
        with (self.home / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "serve", "--port", str(self.port)], env=env, cwd=self.home, stdout=log, stderr=log
            )
        if wait:
            begin = time.monotonic()
            self.wait()
            self.seconds = time.monotonic() - begin
        return self

    def add_tool(self, source: str, name: str) -> None:
        """Adds a function of the user's own, vouched for by the user, before the start."""
        file = self.home / name
        file.write_text(source)
        command = shlex.split(os.environ["RLAR_TEST_SERVER"])
        env = {**os.environ, "RLAR_HOME": str(self.home), "RLAR_LOG_LEVEL": "error"}
        done = subprocess.run([*command, "tools", "add", str(file)], env=env, cwd=self.home, capture_output=True)
        assert done.returncode == 0, (done.stdout + done.stderr).decode()

    def wait(self) -> None:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"{self.url}/readyz", timeout=2) as reply:
                    if reply.status == 200:
                        return
            except OSError:
                time.sleep(0.05)
        raise AssertionError((self.home / "server.log").read_text())

    def kill(self) -> None:
        """SIGKILL: nothing is finished, nothing is said."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self._process.kill()
