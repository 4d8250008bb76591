"""The Python client of rlar, the reward side of an RL training run.

>>> import rlar
>>> client = rlar.Client()                    # RLAR_URL, RLAR_TOKEN, RLAR_RUN
>>> [[reward]] = client.rewards([{"prompt": "2 + 2?", "reference": "4", "responses": ["4"]}])  # doctest: +SKIP

One module a trainer has the functions that its configuration names: ``rlar.verl``, ``rlar.trl``, ``rlar.openrlhf``,
``rlar.slime``, ``rlar.swift``, ``rlar.verifiers``, ``rlar.skyrl``, ``rlar.areal``, ``rlar.roll``.
"""

from rlar._transport import Event
from rlar.client import AsyncClient, Client
from rlar.errors import NoReward, Refused, RlarError, Unreachable, Unsendable
from rlar.reward import SLOTS, Reward

__version__ = "0.1.0"

__all__ = [
    "SLOTS",
    "AsyncClient",
    "Client",
    "Event",
    "NoReward",
    "Refused",
    "Reward",
    "RlarError",
    "Unreachable",
    "Unsendable",
    "__version__",
]
