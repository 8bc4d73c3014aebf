"""Plain tables (CSV, TSV): not yet."""

from .head import Head

NAME = "table"
LABEL = "plain table"
def recognises(head: Head) -> str | None:
    """Nothing, until it is written."""
    del head
    return None
