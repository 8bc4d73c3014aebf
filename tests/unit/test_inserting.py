"""A record put into a file leaves every other byte as it was, in each of the forms that people and programs write."""

from __future__ import annotations

import json
import tomllib

import pytest

from geo import inserting
from geo.errors import UsageError

FEATURE = {"type": "Feature", "id": "b", "properties": {"name": "ب"}, "geometry": {"type": "Point", "coordinates": [1.5, 2]}}


def one(key: str) -> dict:
    return {**FEATURE, "id": key}


FORMS = {
    "one a line": lambda items: '{"type":"FeatureCollection","features":[\n'
                                + ",\n".join(json.dumps(i, ensure_ascii=False, separators=(",", ":")) for i in items) + "\n]}\n",
    "indented by 2": lambda items: json.dumps({"type": "FeatureCollection", "features": items}, indent=2, ensure_ascii=False),
    "tabs": lambda items: json.dumps({"features": items, "type": "FeatureCollection"}, indent="\t", ensure_ascii=False),
    "one line": lambda items: json.dumps({"type": "FeatureCollection", "features": items}, ensure_ascii=False),
    "tight": lambda items: json.dumps({"x": {"features": [1]}, "features": items}, ensure_ascii=False, separators=(",", ":")),
    "crlf": lambda items: json.dumps({"features": items}, indent=1, ensure_ascii=False).replace("\n", "\r\n"),
    "byte order mark": lambda items: "\ufeff" + json.dumps({"features": items}, indent=1, ensure_ascii=False),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("before", "after"), [("ac", "abc"), ("ca", "cab"), ("a", "ab"), ("z", "zb")])
def test_the_file_is_as_if_it_had_always_held_it(form: str, before: str, after: str):
    written = FORMS[form]
    assert inserting.member(written([one(key) for key in before]), "features", one("b")) == written([one(key) for key in after])


@pytest.mark.parametrize("text", ['{"features":[]}', '{"features": [\n]}\n', '{"features":[  ]}'])
def test_an_empty_list_takes_its_first_member(text: str):
    assert json.loads(inserting.member(text, "features", FEATURE)) == {"features": [FEATURE]}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"features": 1}', '{"features": [', '{"other": []}', "{x"])
def test_a_file_that_is_broken_is_refused(text: str):
    with pytest.raises(UsageError, match="no list 'features'"):
        inserting.member(text, "features", FEATURE)


def test_toml_written_and_appended_is_toml():
    source = {"id": "a", "title": 'Say "no" \\ and 😀 \t x', "killed": [1, 2], "lon": 1.5, "context": True}
    text = inserting.tables(("[source]", source)) + "# my comment"
    text = inserting.appended(text, inserting.tables(("[[claim]]", {"number": 1, "says": "x\ny"})))
    assert tomllib.loads(text) == {"source": source, "claim": [{"number": 1, "says": "x\ny"}]}
    assert "# my comment\n\n[[claim]]\n" in text


def test_line_ends_of_a_toml_file_stay():
    text = inserting.appended('[source]\r\nid = "a"\r\n', inserting.tables(("[[claim]]", {"number": 1})))
    assert text == '[source]\r\nid = "a"\r\n\r\n[[claim]]\r\nnumber = 1\r\n'
