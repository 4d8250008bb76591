"""A forked child of a trainer goes on, whatever the threads of its parent held."""

from __future__ import annotations

import os

import pytest

from rlar import _samples


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
def test_a_child_that_is_forked_while_the_lock_is_held_gets_one_of_its_own() -> None:
    with _samples._lock:
        child = os.fork()
        if child == 0:
            taken = _samples._lock.acquire(timeout=20)
            os._exit(0 if taken else 1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
