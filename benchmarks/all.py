"""Runs every benchmark, prints each ratio with its target, and a table of all at the end; `make bench` calls it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from turns import figure, quiet

HERE = Path(__file__).resolve().parent
SCRIPTS = ("html_bytes", "build_cost", "first_points", "month_step", "any_window", "pan_frames", "search_key", "heap",
           "nearest", "membership", "read_ged")


def main(options: list[str]) -> int:
    """Run them one after another; 1 when one could not run."""
    results: list[dict[str, Any]] = []
    failed = []
    print(quiet(), flush=True)
    for script in SCRIPTS:
        print(f"{script} ...", flush=True)
        command = [sys.executable, str(HERE / f"{script}.py"), "--json", *options]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout
        for line in process.stdout:
            one = json.loads(line)
            results.append(one)
            print("  " + described(one), flush=True)
        if process.wait():
            failed.append(script)
    print(f"\n{quiet()}\n")
    print("| what | events | ours | peer | ratio | target | |\n| --- | ---: | ---: | ---: | ---: | ---: | --- |")
    for one in results:
        peer = f"{figure(one['peer'])} ({one['peer_name']})" if one["peer"] is not None else ""
        print(f"| {one['what']} | {one['n']:,} | {figure(one['ours'])} {one['unit']} | {peer} | {_ratio(one)} | {_target(one)} "
              f"| {_met(one)} |")
    for script in failed:
        print(f"{script}: could not run", file=sys.stderr)
    return 1 if failed else 0


def described(one: dict[str, Any]) -> str:
    """One result in a line."""
    target = f" (target {_target(one)})" if one["target"] is not None else ""
    return f"{one['what']}, {one['n']:,}: {_ratio(one) or figure(one['ours'])}{target} {_met(one)}"


def _ratio(one: dict[str, Any]) -> str:
    return "" if one["ratio"] is None else f"{one['ratio']:.4f}"


def _target(one: dict[str, Any]) -> str:
    return "" if one["target"] is None else f"{one['target']:.4g} {one['target_unit']}".strip()


def _met(one: dict[str, Any]) -> str:
    return {None: "", True: "met", False: "missed"}[one["met"]]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
