"""What stands in a slot that nothing filled, for a trainer that learns from the slots one by one."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence

from rlar._json import encode
from rlar._samples import Sample
from rlar.reward import SLOTS, Reward

#: Queries kept in memory, because more of their samples may still come one by one.
_KEPT = 20_000

_Sums = dict[str, tuple[float, int]]


class SlotMeans:
    """The mean of each slot over the samples of a query that this process has seen, the newest queries kept."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._queries: OrderedDict[bytes, _Sums] = OrderedDict()

    def renew_lock(self) -> None:
        """After a fork: a thread of the parent may have held the lock."""
        self._lock = threading.Lock()

    def means(self, samples: Sequence[Sample], rewards: Sequence[Reward]) -> list[dict[str, float]]:
        """By sample, the mean of its query's slots with these samples in it; a slot that no sample had filled is not there."""
        keys = [hashlib.blake2b(encode(sample.query), digest_size=16).digest() for sample in samples]
        with self._lock:
            for key, reward in zip(keys, rewards, strict=True):
                sums = self._queries.setdefault(key, {})
                self._queries.move_to_end(key)
                for slot in SLOTS:
                    value = reward.slots[slot]
                    if value is not None:
                        total, count = sums.get(slot, (0.0, 0))
                        sums[slot] = (total + value, count + 1)
            found = [{slot: total / count for slot, (total, count) in self._queries[key].items()} for key in keys]
            while len(self._queries) > _KEPT:
                self._queries.popitem(last=False)
        return found
