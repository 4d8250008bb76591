"""Values of published packages for the statistics of src/evolution, written to standard output as JSON.

  pip install ville==0.1.0 scipy numpy && pip download --no-deps --no-binary :all: confseq==0.0.11
  tar xzf confseq-0.0.11.tar.gz
  python bench/peers/evolution_reference.py confseq-0.0.11 > src/evolution/statistics/reference-values.json

Of confseq only `betting_strategies.py` is loaded, which is plain Python: its compiled parts do not build with Python 3.11.
"""

import importlib.util
import json
import sys

import numpy as np
from scipy.stats import beta
from ville.evalues import ebh
from ville.proportions import BernoulliCS

spec = importlib.util.spec_from_file_location("strategies", f"{sys.argv[1]}/src/confseq/betting_strategies.py")
strategies = importlib.util.module_from_spec(spec)
spec.loader.exec_module(strategies)

rng = np.random.default_rng(20261130)


def round_all(values):
    return [float(f"{value:.10g}") for value in values]


def wealth(x, m):
    stakes = np.maximum(0, strategies.lambda_aKelly(x, m, trunc_scale=0.5))
    return np.cumsum(np.log1p(stakes * (x - m)))


bets = []
for m, x in [
    (0.5, rng.integers(0, 2, 60).astype(float)),
    (0.5, (rng.random(60) < 0.8).astype(float)),
    (0.5, (1 + rng.integers(-1, 2, 60)) / 2),
    (0.3, rng.beta(2, 2, 60)),
    (0.85, rng.beta(8, 2, 60)),
]:
    bets.append({"mean": m, "values": round_all(x), "log": round_all(wealth(np.array(round_all(x)), m))})

bounds = []
for of, count in [(60, 57), (100, 100), (200, 0), (200, 21), (500, 50), (2000, 1990)]:
    for alpha in [0.01, 0.001]:
        low = beta.ppf(alpha, count, of - count + 1) if count > 0 else 0.0
        high = beta.ppf(1 - alpha, count + 1, of - count) if count < of else 1.0
        bounds.append({"count": count, "of": of, "alpha": alpha, "low": float(f"{low:.8g}"), "high": float(f"{high:.8g}")})

chosen = []
for _ in range(12):
    e = round_all(np.exp(rng.normal(1.5, 2.5, int(rng.integers(1, 14)))))
    chosen.append({"values": e, "alpha": 0.1, "rejected": [bool(one) for one in ebh(e, 0.1)]})

sequences = []
for p in [0.5, 0.9, 0.99]:
    x = (rng.random(300) < p).astype(float)
    cs = BernoulliCS(alpha=0.05, prior=(0.5, 0.5), intersect=False).fit(x)
    for t in [1, 10, 60, 300]:
        sequences.append({"count": int(x[:t].sum()), "of": t, "low": float(f"{cs.lower_[t-1]:.6g}"), "high": float(f"{cs.upper_[t-1]:.6g}")})

print(json.dumps({"bets": bets, "bounds": bounds, "chosen": chosen, "sequences": sequences}))
