"""What no message may hold, and a process of its own for files made to fill the memory or take hours."""

from __future__ import annotations

import os
import signal
import unicodedata
from collections.abc import Callable, Iterator

SECONDS, MEGABYTES = 20, 1000


def faults(text: str, limit: int) -> Iterator[str]:
    """What is wrong with one message: its length, a character that hides or reverses, a traceback."""
    if len(text) >= limit:
        yield f"{len(text)} characters"
    # U+200C and U+200D spell Kurdish and emoji; the rest of the format characters (Cf) hides or reverses text.
    raw = {char for char in text if unicodedata.category(char) in ("Cc", "Cf", "Cs") and char not in "\u200c\u200d"}
    if raw:
        yield f"raw {', '.join(f'U+{ord(char):04X}' for char in sorted(raw))} in {text[:200]!a}"
    if "Traceback" in text or "[internal]" in text:
        yield f"a traceback: {text[:300]}"


def apart(work: Callable[[], str], *, seconds: int = SECONDS) -> tuple[str, int, float]:
    """What `work` returned, or the error it raised, in a child process; its peak memory in MB and its time on the processor.

    The child is stopped after `seconds` of its own time (a shared machine may take longer), or three minutes of waiting.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            signal.setitimer(signal.ITIMER_PROF, seconds)
            signal.alarm(180)
            try:
                said = work()
            except BaseException as error:  # whatever it is, the parent judges it
                said = f"{type(error).__name__}: {error}"
            os.write(writing, said.encode("utf-8", "backslashreplace")[:60_000])
        finally:
            os._exit(0)
    os.close(writing)
    said = b""
    while part := os.read(reading, 65_536):
        said += part
    os.close(reading)
    _, status, usage = os.wait4(child, 0)
    if status:
        return f"stopped by signal {status & 127}", usage.ru_maxrss // 1024, usage.ru_utime + usage.ru_stime
    return said.decode(), usage.ru_maxrss // 1024, usage.ru_utime + usage.ru_stime


