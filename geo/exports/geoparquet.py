"""GeoParquet (WKB, OGC:CRS84) of a table with places, plain Parquet of one without; pyarrow writes both."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from ..tables import rows

if TYPE_CHECKING:
    from ..atlas import View

CRS: Final = "OGC:CRS84"  # the system GeoParquet takes for granted


def written(view: View, table: str, *, to: str = "parquet") -> bytes:
    """One table as the bytes of a Parquet file; absent text is null, whatever its column holds elsewhere."""
    del to
    import pandas
    import pyarrow
    import pyarrow.parquet

    from .framing import framed

    frame = framed(rows(view, table), table, crs=CRS)
    for name in frame.columns:
        if frame[name].dtype == object:
            frame[name] = frame[name].astype(pandas.StringDtype("python"))  # a column of nothing is text too
    made = io.BytesIO()
    if "geometry" in frame:
        frame.to_parquet(made, index=False, compression="zstd")
    else:
        plain = pyarrow.Table.from_pandas(frame, preserve_index=False)
        pyarrow.parquet.write_table(plain, made, compression="zstd")
    return made.getvalue()
