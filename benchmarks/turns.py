"""Measures two sides in turns, A B A B, and prints the ratio of their medians with the target beside it."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

SIZES = (10_000, 100_000, 400_000)
QUICK = (300,)


@dataclass(frozen=True)
class Target:
    """A figure the ratio (or, with `unit`, our own figure) should not exceed."""

    most: float
    unit: str = ""


def arguments(about: str, *, sizes: Sequence[int] = SIZES, runs: int = 3) -> argparse.Namespace:
    """--quick, --sizes, --runs and --json of a script."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--quick", action="store_true", help="tiny sizes and one run: does it work at all?")
    parser.add_argument("--sizes", type=int, nargs="+", help=f"numbers of events (default {' '.join(map(str, sizes))})")
    parser.add_argument("--runs", type=int, help=f"turns of each side (default {runs}; 1 above 100,000 for whole pages)")
    parser.add_argument("--json", action="store_true", help="print each result as one JSON line, for all.py")
    found = parser.parse_args()
    found.sizes = found.sizes or (QUICK if found.quick else sizes)
    found.runs = found.runs or (1 if found.quick else runs)
    return found


def in_turns(sides: Mapping[str, Callable[[], float]], runs: int) -> dict[str, float]:
    """The median figure of each side; one run of each, then again."""
    taken: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(runs):
        for name, run in sides.items():
            taken[name].append(run())
    return {name: statistics.median(figures) for name, figures in taken.items()}


def report(what: str, n: int, ours: float, peer: float | None, *, peer_name: str = "", unit: str = "",
           target: Target | None = None, as_json: bool = False) -> None:
    """Print one result: both figures, the ratio, and the target it should meet."""
    ratio = None if peer is None or not peer else ours / peer
    judged = ours if target and target.unit else ratio
    met = None if target is None or judged is None else judged <= target.most
    if as_json:
        print(json.dumps({"what": what, "n": n, "ours": ours, "peer": peer, "peer_name": peer_name, "unit": unit, "ratio": ratio,
                          "target": target.most if target else None, "target_unit": target.unit if target else "", "met": met,
                          "load": os.getloadavg()[0]}), flush=True)
        return
    parts = [f"{what}, {n:,}: ours {figure(ours)} {unit}"]
    if ratio is not None and peer is not None:
        parts.append(f"{peer_name} {figure(peer)} {unit}, ratio {ratio:.4g}")
    if target:
        parts.append(f"target {target.most:.3g}{f' {target.unit}' if target.unit else ''}: {'met' if met else 'MISSED'}")
    print("; ".join(parts), flush=True)


def figure(value: float) -> str:
    """A number as people read it."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def missing(what: str, why: str) -> None:
    """Say on stderr what was not measured."""
    print(f"{what}: not measured: {why}", file=sys.stderr, flush=True)


def quiet() -> str:
    """Whether the machine is quiet enough to be quoted."""
    load = os.getloadavg()[0]
    return f"load average {load:.1f}" + ("" if load < 1.5 else ": not quiet, do not quote times")
