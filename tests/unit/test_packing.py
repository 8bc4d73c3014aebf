"""What a page carries comes back from its characters, whatever it is, and the characters are harmless in HTML."""

from __future__ import annotations

import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import packing, shorthand, wire, wire_read


@given(st.binary(max_size=200))
def test_bytes_come_back_from_their_characters(data):
    text = packing.written(data)
    assert packing.read(text, len(data)) == data
    assert len(text) == packing.length(len(data))


def test_characters_are_printable_and_close_no_element():
    text = packing.written(random.Random(7).randbytes(130_000))
    assert set(text) == set(map(chr, range(33, 127))) - set("<>&")


def test_thirteen_bits_at_a_time_lowest_first():
    # By hand: 0x01 is the value 1 in the lowest thirteen bits: 0 times 91 and 1, the signs at 0 and 1: "!" and '"'.
    assert packing.written(b"\x01") == '!"'
    # 0xffff: the lowest thirteen bits are 8191 = 90 * 91 + 1, the other three 7. The 91st sign is "~"; the eighth is ")",
    # since "&" is none.
    assert packing.written(b"\xff\xff") == '~"!)'


def test_a_part_that_begins_at_a_group_is_cut_out_by_itself():
    first, second = b"Derik and Qamishli", b"Khasham"
    text = packing.written(packing.padded(first) + second)
    at = len(packing.padded(first)) // packing.GROUP * packing.WIDE
    assert packing.read(text[at:], len(second)) == second


@pytest.mark.parametrize("level", [packing.QUICK, packing.SHORT])
def test_zlib_itself_inflates(level):
    data = b"the road from Derik to Qamishli " * 50
    assert zlib.decompress(packing.deflated(data, level)) == data


# Blanks at the ends and in rows, the signs the format uses itself, other scripts, lone halves of pairs.
ODD_SIGNS = " \0\x10p0ab.\u0080\u0391\ud7ff\u0645\U0001f600\ud800"
ODD = st.lists(st.text(st.sampled_from(ODD_SIGNS), max_size=12), min_size=1, max_size=30)


@given(ODD)
def test_texts_come_back_whatever_they_hold(texts):
    (whole,) = wire.joined(texts)
    short = shorthand.of([whole] * 3)
    assert wire_read.parted(short.read(short.written(whole))) == texts


def test_no_sign_stands_in_a_text():
    texts = ["\u0080\u0081\u0082 town town town road road road road "] * 2
    made = shorthand.of(texts)
    assert made.words == ["road", "town"]
    assert not set(made.signs) & set(texts[0])
    assert made.written(texts[0]).count(made.signs[0]) == 4
