"""No command uses a network: run where there is none, with every attempt counted by the system and by Python."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from geo import exports

ROOT = Path(__file__).resolve().parents[2]
TINY, EVENTS = ROOT / "tests" / "fixtures" / "tiny", ROOT / "tests" / "fixtures" / "foreign" / "events.csv"
ATLAS = ["--data", str(TINY)]
COMMANDS = [
    ["build", *ATLAS, "-o", "out"], ["build", *ATLAS, "-o", "online", "--online-basemaps"],
    ["map", str(EVENTS), "--on-bad", "skip", "-o", "map.html", "--online-basemaps"],
    ["import", str(EVENTS), "--on-bad", "skip", "-o", "events.parquet"], ["check", *ATLAS], ["check"],
    *(["export", *ATLAS, "--to", to, "-o", f"x.{to}"] for to in exports.FORMATS),
    ["distance", "Alda", "Cove", *ATLAS], ["near", "Alda", "--within", "90km", *ATLAS], ["nearest", "Alda", *ATLAS],
    ["matrix", "--kind", "town", *ATLAS], ["incidents", *ATLAS], ["control", "Alda", "--as-of", "2020-03-04", *ATLAS],
    ["changes", "--from", "2020-01-01", "--to", "2020-03-04", *ATLAS], ["show", "alda", *ATLAS], ["places", *ATLAS],
    ["zones", *ATLAS], ["sources", *ATLAS], ["new", "mine"],
    ["add", "source", "--data", "mine", "--title", "t", "--publisher", "p", "--url", "https://example.org/x"],
    ["near", "Qamishli", "--within", "900km", "--data", "events.parquet"],
]
# Runs each command after leaving for a network of its own without any interface, where the system lets it. There the kernel
# counts what is sent or finds no way; Python tells of each socket and each look-up, wherever it runs.
PROGRAM = """
import contextlib, ctypes, io, json, sys
NEW_NETWORK, NEW_USER = 0x40000000, 0x10000000
libc = ctypes.CDLL(None)
alone = libc.unshare(NEW_NETWORK) == 0 or libc.unshare(NEW_NETWORK | NEW_USER) == 0
tried = []
# Not socket.bind: urllib3, which Folium brings, binds one to this machine itself to see whether it has IPv6, and sends nothing.
OUTWARD = ("socket.connect", "socket.send", "socket.get", "urllib.Request", "http.client", "ftplib", "smtplib")
sys.addaudithook(lambda event, _: tried.append(event) if event.startswith(OUTWARD) else None)

def counts():
    lines = [line.split() for line in open("/proc/self/net/snmp")]
    found = {(names[0], name): int(value) for names, values in zip(lines[::2], lines[1::2])
             for name, value in zip(names[1:], values[1:])}
    wanted = [("Ip:", "OutRequests"), ("Ip:", "OutNoRoutes"), ("Tcp:", "ActiveOpens"), ("Udp:", "OutDatagrams")]
    return [found[name] for name in wanted] if alone else []

from geo.cli import main
before, codes = counts(), []
for argv in json.load(sys.stdin):
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            main(argv)
        except SystemExit as stop:
            codes.append([argv[0], stop.code, said.getvalue()] if stop.code else 0)
after, attempts = counts(), sorted(set(tried))

# That an attempt would have been seen.
import socket
with contextlib.suppress(OSError):
    socket.create_connection(("192.0.2.1", 9), timeout=0.1)
with contextlib.suppress(OSError):
    socket.getaddrinfo("example.invalid", 80)
print(json.dumps({"codes": codes, "attempts": attempts, "sent": [before, after], "seen": [counts(), sorted(set(tried))],
                  "alone": alone}))
"""


def test_every_command_does_without(tmp_path: Path, counted: Callable[..., None]):
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PROJ_NETWORK": "ON", "HTTPS_PROXY": "http://192.0.2.1:9"}
    done = subprocess.run([sys.executable, "-c", PROGRAM], input=json.dumps(COMMANDS), capture_output=True, text=True,
                          check=False, cwd=tmp_path, env=env)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    before, after = told["sent"]
    failed = [one for one in told["codes"] if one]
    quiet = told["attempts"] == [] and before == after
    counted("supply", cases=len(COMMANDS), failed=len(failed) if quiet else len(COMMANDS))
    assert failed == []
    assert told["attempts"] == []
    assert before == after
    counts, events = told["seen"]
    assert "socket.connect" in events and "socket.getaddrinfo" in events
    assert not told["alone"] or counts != after
