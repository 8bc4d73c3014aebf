"""Deflates what a page carries, and writes the bytes as characters that nothing between here and a reader changes.

Thirteen bits are written as two of 91 printable ASCII characters; `<`, `>` and `&` are not among them. Thirteen bytes make
sixteen characters, so a part that begins at a thirteenth byte can be cut out of the text by itself. That is 1.23
characters a byte, where base64 takes 1.33. `geo/web/packed.js` reads both back.

>>> written(b"Derik")
'0nDWoU!!'
>>> read(written(b"Derik"), 5)
b'Derik'
"""

from __future__ import annotations

import zlib
from typing import Final

import deflate
import numpy as np

GROUP: Final = 13  # bytes that fill whole characters
WIDE: Final = 16  # characters they fill
_SIGNS: Final = bytes(sign for sign in range(33, 127) if chr(sign) not in "<>&")
_PAIRS: Final = np.array([_SIGNS[value // 91] | _SIGNS[value % 91] << 8 for value in range(1 << 13)], np.dtype("<u2"))
_VALUES: Final = np.zeros(128, np.uint32)
_VALUES[list(_SIGNS)] = np.arange(91, dtype=np.uint32)

# Of libdeflate's levels: the seventh is quicker than the sixth of zlib and a twentieth shorter; the tenth shorter by an
# eighth, for three times the time.
QUICK: Final = 7
SHORT: Final = 10


def deflated(data: bytes, level: int = SHORT) -> bytes:
    """The data deflated, in the wrapper of zlib: what browsers call "deflate"."""
    return bytes(deflate.zlib_compress(data, level))


def inflated(data: bytes) -> bytes:
    """What `deflated` was given."""
    return zlib.decompress(data)


def padded(data: bytes) -> bytes:
    """The data with zeros behind it, up to a whole number of groups."""
    return data + b"\0" * (-len(data) % GROUP)


def written(data: bytes) -> str:
    """The bytes as characters, sixteen for each thirteen and as few as do for the last."""
    groups = np.frombuffer(padded(data), np.uint8).reshape(-1, GROUP)
    pairs = np.empty((len(groups), WIDE // 2), np.dtype("<u2"))
    for number in range(WIDE // 2):
        first, shift = divmod(13 * number, 8)
        bits = np.zeros(len(groups), np.uint32)
        for place in range(min(3, GROUP - first)):
            bits |= groups[:, first + place].astype(np.uint32) << np.uint32(8 * place)
        pairs[:, number] = _PAIRS[bits >> np.uint32(shift) & np.uint32(0x1FFF)]
    return pairs.tobytes()[:length(len(data))].decode("ascii")


def length(size: int) -> int:
    """How many characters `size` bytes take."""
    return (size * 8 + 12) // 13 * 2


def read(text: str, size: int) -> bytes:
    """The first `size` bytes that the characters stand for."""
    signs = np.frombuffer(text.ljust(-(-len(text) // WIDE) * WIDE, chr(_SIGNS[0])).encode("ascii"), np.uint8)
    values = _VALUES[signs].reshape(-1, WIDE // 2, 2)
    pairs = values[:, :, 0] * np.uint32(91) + values[:, :, 1]
    bits = (pairs[:, :, None] >> np.arange(13, dtype=np.uint32) & np.uint32(1)).astype(np.uint8)
    return np.packbits(bits.reshape(-1), bitorder="little").tobytes()[:size]
