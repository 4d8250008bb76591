"""Which failures a retry helps, and how long to wait before it."""

from __future__ import annotations

import random
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

_RETRYABLE = frozenset({429, 502, 503, 504})
_FIRST_SECONDS = 0.25
_MOST_SECONDS = 5.0


def helps(status: int, error: Mapping[str, Any] | None) -> bool:
    """The server's own word where it gave one; else 429, 502, 503 and 504."""
    said = error.get("retryable") if error else None
    return said if isinstance(said, bool) else status in _RETRYABLE


def pause(attempt: int, retry_after: str | None = None) -> float:
    """Seconds to wait after the ``attempt``-th try: half to all of a doubling step, after what Retry-After asks."""
    step = min(_MOST_SECONDS, _FIRST_SECONDS * 2 ** (attempt - 1))
    return _asked(retry_after) + random.uniform(step / 2, step)


def _asked(header: str | None) -> float:
    if not header:
        return 0.0
    try:
        return max(0.0, float(header))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - time.time())
    except (TypeError, ValueError):
        return 0.0
