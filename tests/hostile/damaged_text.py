"""Damage to the text of a data folder's files: syntax and encoding. RFC 8259 and TOML 1.0 say what is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator

from hostile.mutations import ACTORS, GAZETTEER, INCIDENTS, JSON, PLACES, STORY, TOML, ZONES, Case, codes, source


def syntax() -> Iterator[Case]:
    for path in JSON:
        text = source(path).decode()
        half, comma = len(text) // 2, text.index(",", len(text) // 3)
        quote = text.index('"', len(text) // 2)
        for name, damaged in {
            "nothing": "", "blanks": " \n\t ", "cut after a quarter": text[:half // 2], "cut in the middle": text[:half],
            "cut before the end": text.rstrip()[:-1], "a quote missing": text[:quote] + text[quote + 1:],
            "a colon missing": text.replace(":", " ", 1), "a comma too many": text.rstrip()[:-2] + "," + text.rstrip()[-2:],
            "two commas": text[:comma] + "," + text[comma:], "two documents": text + text, "a word behind": text + "end",
            "a word before": "data = " + text, "a comment": "// our places\n" + text, "single quotes": text.replace('"', "'"),
            "a bare name": text.replace('"type"', "type", 1) if '"type"' in text else text.replace('"id"', "id", 1),
            "Python's None": text.replace("}", ', "note": None}', 1), "a leading zero": text.replace("}", ', "n": 012}', 1),
            "a plus sign": text.replace("}", ', "n": +1}', 1), "a hexadecimal number": text.replace("}", ', "n": 0x1F}', 1),
            "a number without its fraction": text.replace("}", ', "n": 1.}', 1), "a raw line break in a text":
                text.replace('"id":"', '"id":"\n', 1), "a raw NUL in a text": text.replace('"id":"', '"id":"\0', 1),
            "an escape that is none": text.replace('"id":"', '"id":"\\x41', 1), "half an escape": text.replace('"id":"', '"id":"\\u12', 1),
            "a web page": "<!DOCTYPE html><html><body>Not found</body></html>", "a merge conflict":
                "<<<<<<< HEAD\n" + text + "=======\n" + text + ">>>>>>> other\n", "a pointer of Git LFS":
                "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n",
        }.items():
            if (len(name) + JSON.index(path)) % 2:  # each on two of the files
                yield Case(f"{path}: {name}", path, damaged.encode(), codes("not-json"))
        for constant in ("NaN", "Infinity", "-Infinity"):
            damaged = text.replace("}", f', "note": {constant}}}', 1)
            yield Case(f"{path}: {constant}", path, damaged.encode(), codes("not-finite|wrong-type|not-json"))
    yield from _shapes_of_files()
    yield from _toml()


def _shapes_of_files() -> Iterator[Case]:
    """JSON, but of another form than a FeatureCollection (or, of the actors, two lists)."""
    for path in (PLACES, ZONES, INCIDENTS):
        features = json.loads(source(path))["features"]
        for name, value in {"null": None, "a number": 5, "a text": "places", "a list": features, "one Feature": features[0],
                            "features null": {"type": "FeatureCollection", "features": None},
                            "features an object": {"type": "FeatureCollection", "features": {"0": features[0]}},
                            "no type": {"features": features}, "another type": {"type": "Topology", "features": features},
                            "a Feature that is a text": {"type": "FeatureCollection", "features": [*features, "alda"]},
                            "a Feature that is null": {"type": "FeatureCollection", "features": [None, *features]},
                            "a Feature of another type": {"type": "FeatureCollection", "features": [features[0] | {"type": "Place"}]},
                            "properties null": {"type": "FeatureCollection", "features": [features[0] | {"properties": None}]},
                            "properties a list": {"type": "FeatureCollection", "features": [features[0] | {"properties": []}]},
                            "in UTM": {"type": "FeatureCollection", "features": features, "crs": {
                                "type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32637"}}}}.items():
            yield Case(f"{path}: {name}", path, json.dumps(value).encode(), codes("not-geojson"))
    for name, value in {"null": None, "a list": [], "no origins": {"actors": []}, "actors an object":
                        {"actors": {}, "origins": []}, "a text": "x"}.items():
        yield Case(f"{ACTORS}: {name}", ACTORS, json.dumps(value).encode(), codes("wrong-type"))


def _toml() -> Iterator[Case]:
    for path in TOML:
        text = source(path).decode()
        quote = text.index('"')
        for name, damaged in {
            "a quote missing": text[:quote] + text[quote + 1:], "cut in a text": text[:quote + 3], "no value": text + "note =\n",
            "no equals sign": text + "note here\n", "JSON": '{"source": {}}', "a key twice": text + 'zz = "a"\nzz = "b"\n',
            "a bare word": text + "zz = yes\n", "a bracket missing": text.replace("]", "", 1),
            "an escape that is none": text + 'zz = "\\q"\n', "a raw control character": text + 'zz = "a\x07"\n',
            "a list not closed": text + "zz = [1, 2\n", "a line break in a text": text + 'zz = "a\nb"\n',
            "a day that is none": text + "zz = 2020-02-30\n", "YAML": "source:\n  id: x\n", "a raw NUL": text + "\0",
        }.items():
            if (len(name) + TOML.index(path)) % 2:  # each on two of the files
                yield Case(f"{path}: {name}", path, damaged.encode(), codes("not-toml"))
    yield Case("a seed that is empty", GAZETTEER, b"", codes("missing-field"), field="source")
    yield Case("a story that is empty", STORY, b"", codes("missing-field"), record="alda-2020")


def encoding() -> Iterator[Case]:
    for path in (*JSON, *TOML):
        text = source(path).decode()
        place = source(path).index(b"\n") // 2
        raw = source(path)
        named = text.replace("Alda", "Ald\u00e9", 1) if "Alda" in text else text.replace("Guard", "Gu\u00e9rd", 1)
        for name, damaged in {
            "Latin-1": named.encode("latin-1", "replace"), "UTF-16 with a mark": text.encode("utf-16"), "UTF-32 with a mark":
                text.encode("utf-32"), "a byte that begins nothing": raw[:place] + b"\xff" + raw[place:], "a letter cut off":
                raw + b"\xd8", "an overlong slash": raw[:place] + b"\xc0\xaf" + raw[place:], "half a character as bytes":
                raw[:place] + b"\xed\xa0\xbd" + raw[place:], "beyond the last character": raw[:place] + b"\xf4\x90\x80\x80" + raw[place:],
            "Windows-1256": raw[:place] + "ألدة".encode("cp1256") + raw[place:], "gzip": b"\x1f\x8b\x08\x00" + raw,
        }.items():
            yield Case(f"{path}: {name}", path, damaged, codes("not-utf8"))
        # Without a mark, ASCII in UTF-16 is valid UTF-8 full of NUL; Arabic is not.
        yield Case(f"{path}: UTF-16 without a mark", path, text.encode("utf-16-le"), codes("not-utf8|not-json|not-toml"))
