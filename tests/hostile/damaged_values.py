"""Damage to the values of records: types, required fields, closed lists, dates, ids, texts, numbers. docs/data-model.md says
what each field holds; EDTF (ISO 8601-2) and the calendar say which dates are none."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from typing import Any

from hostile.mutations import (
    ACTORS,
    GAZETTEER,
    HERALD,
    INCIDENTS,
    MONITOR,
    PLACES,
    STORY,
    ZONES,
    Case,
    changed,
    codes,
    dropped,
    line,
    put,
    source,
)

# Each field by file: the number of a record that has it, its route, what it holds.
FIELDS: list[tuple[str, int, str, str]] = [
    (PLACES, 0, "name", "text"), (PLACES, 2, "kind", "list place_kind"), (PLACES, 1, "admin1", "list admin1"),
    (PLACES, 2, "uncertainty_m", "number"), (PLACES, 0, "note", "text"), (PLACES, 0, "names", "object"),
    (PLACES, 0, "sources", "slugs"), (PLACES, 1, "presence", "records"), (PLACES, 1, "presence[0].actor", "slug"),
    (PLACES, 2, "presence[0].role", "list presence_role"), (PLACES, 1, "presence[0].valid", "date"),
    (PLACES, 2, "presence[0].attested", "dates"), (PLACES, 1, "presence[0].status", "list presence_status"),
    (PLACES, 2, "presence[0].sources", "slugs"),
    (ZONES, 0, "name", "text"), (ZONES, 1, "controllers", "slugs"), (ZONES, 0, "layer", "list zone_layer"),
    (ZONES, 1, "status", "list zone_status"), (ZONES, 0, "valid", "date"), (ZONES, 1, "basis", "list zone_basis"),
    (ZONES, 0, "accuracy_m", "number"), (ZONES, 1, "sources", "slugs"),
    (INCIDENTS, 0, "title", "text"), (INCIDENTS, 1, "when", "date"), (INCIDENTS, 1, "when_note", "text"),
    (INCIDENTS, 0, "date_precision", "list date_precision"), (INCIDENTS, 1, "kinds", "words kind"),
    (INCIDENTS, 0, "parties", "records"), (INCIDENTS, 1, "parties[1].actor", "slug"), (INCIDENTS, 0, "parties[0].role", "list party_role"),
    (INCIDENTS, 1, "places", "records"), (INCIDENTS, 0, "places[0].place", "slug"), (INCIDENTS, 1, "places[1].relation", "list relation"),
    (INCIDENTS, 0, "places[0].role", "list location_role"), (INCIDENTS, 1, "where_precision", "list where_precision"),
    (INCIDENTS, 0, "uncertainty_m", "number"), (INCIDENTS, 0, "outcome", "text"), (INCIDENTS, 1, "summary", "text"),
    (INCIDENTS, 0, "scope", "list scope"), (INCIDENTS, 1, "reviewed", "date"),
]
REQUIRED = [item for item in FIELDS if item[2] not in (
    "note", "names", "presence", "presence[0].attested", "when_note", "parties", "parties[0].role", "places", "places[0].place",
    "uncertainty_m", "outcome", "reviewed")] + [FIELDS[3]]
_WRONG: dict[str, list[Any]] = {
    "text": [5, True, ["a"], {"en": "a"}], "list": [5, False, ["town"], {}], "number": ["5", True, [5], {"m": 5}],
    "date": [2020, 20200304.0, ["2020"], {"from": "2020"}], "dates": ["2020", [2020], {"0": "2020"}, [["2020"]]],
    "slug": [5, True, ["north-guard"], {"id": "north-guard"}], "slugs": ["fictional-gazetteer-2020", [5], {"0": "x"}, [None]],
    "records": ["x", [5], {"actor": "north-guard"}, [["x"]]], "words": ["road_block", [5], {"0": "road_block"}, [["road_block"]]],
    "object": ["Alda", 5, ["Alda"], {"en": "Alda"}],
}
BAD_DATES = ["2020-02-30", "2020-13-01", "2020-00-10", "2020-06-31", "2019-02-29", "1900-02-29", "2020-6-3", "03/06/2020", "3.6.2020",
             "2020/06/03", "20200603", "2020-06-03T10:00:00Z", "2020-06-03/2020-06-01", "/", "2020/", "2020-06-03/2020-06-05/2020-06-07",
             "[2020-06-03", "[]", "[..]", "{2020,2021}", "0000-01-01", "yesterday", "June 2020", "2020-06-03 ", " 2020", "2020-W23", "2020-21",
             "٢٠٢٠-٠٦-٠٣", "2020-06-03?~", "Y20200", "-0001", "2020-XX-03", "", "2020-06-03\n", "12020-01-01", "20-06-03", "2020−06−03"]
BAD_DATES.remove("2020/")  # an end unknown: EDTF has it
BAD_IDS = ["", "Alda", "al da", "alda/", "../alda", "alda.", "-alda", "alda-", "al--da", "ألدة", "алда", "alda\n", "<b>alda</b>", "alda\u202e",
           "alda\u200b", "a" * 121, "ALDA", "alda_1", "al\u0000da", "\ud83d", "ａｌｄａ", "a'; drop table places;--", "%2e%2e", "a" * 100_000]
HIDDEN = ["\u202e", "\u202a", "\u202d", "\u2066", "\u2067", "\u2069", "\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\x9b", "\ud83d", "\ufffe"]


def types() -> Iterator[Case]:
    for path, number, route, holds in FIELDS:
        for value in _WRONG[holds.split()[0]]:
            yield put(path, number, route, value, "wrong-type")
    for key, values in {"title": ["5", "true", '["a"]', "{ a = 1 }", "2020-06-03"], "published": ["2020-03-05", "2020", "5.5"],
                        "url": ["5", "[]", "false"], "language": ["1979-05-27T07:32:00Z", "07:32:00"]}.items():
        for nth, value in enumerate(values):
            path = (HERALD, MONITOR)[nth % 2]
            yield line(path, key, value, "wrong-type", record=path[6:-5])
    for nth, value in enumerate(('"1"', "1.0", "true", "[1]", "{ n = 1 }", "2020-06-03")):
        yield line((HERALD, MONITOR)[nth % 2], "number", value, "wrong-type", nth=nth // 3)
    for value in ("2", "[2]", "[1, 2, 3]", '["1", "2"]', "[1.5, 2.5]", "{ low = 1 }", '"2-3"', "[[1, 2]]"):
        yield line(HERALD, "wounded", value, "wrong-type", record="fictional-herald-2020-03-05#2")
    for value in ("[]", '"5"', "1"):
        yield line(STORY, "view", value, "wrong-type", field="steps[0].view", record="alda-2020")
    for name, value in {"a text": "north-guard", "a list": [], "null": None}.items():
        yield changed(ACTORS, f"the second actor is {name}", "wrong-type", lambda top, value=value: top["actors"].insert(1, value))
    for key in ("name", "side"):
        yield changed(ACTORS, f"{key} is a number", "wrong-type", lambda top, key=key: top["actors"][1].update({key: 5}), record="south-guard",
                      field=key)


def required() -> Iterator[Case]:
    for path, number, route, _ in REQUIRED:
        yield dropped(path, number, route)
        if not route.endswith("sources") and route != "controllers":  # null is absent; a list then is empty
            yield put(path, number, route, None, "missing-field")
    for key, path in {"title": GAZETTEER, "publisher": HERALD, "id": MONITOR}.items():
        yield line(path, key, "", "missing-field", record=path[6:-5])
    for key, nth in {"number": 1, "speaker": 0, "origin": 1, "stance": 0, "says": 1}.items():
        yield line(HERALD, key, "", "missing-field", nth=nth, record=f"fictional-herald-2020-03-05#{nth + 1}")
    for key in ("title", "summary"):
        yield line(STORY, key, "", "missing-field", record="alda-2020")
    for key in ("heading", "when", "view"):
        yield line(STORY, key, "", "missing-field", nth=1, field=f"steps[1].{key}", record="alda-2020")


def unknown() -> Iterator[Case]:
    """Fields that a record does not have, and what is computed and never typed."""
    for path, number, name in ((PLACES, 0, "Name"), (PLACES, 2, "population"), (ZONES, 1, "color"), (INCIDENTS, 0, "status"),
                               (INCIDENTS, 1, "origins"), (INCIDENTS, 0, "killed"), (INCIDENTS, 1, "constructor"), (ZONES, 0, "__class__"),
                               (PLACES, 0, "\u202eeman"), (INCIDENTS, 1, "x" * 5000), (PLACES, 2, "$ref")):
        # A name that is hidden or long is shown otherwise.
        yield put(path, number, name, 1, "unknown-field", field=name if name.isascii() and len(name) < 99 else "")
    yield _unnamed(ZONES, 1)
    yield put(PLACES, 1, "properties.geometry", "POINT (10 0)", "unknown-field", field="geometry")
    for path in (HERALD, GAZETTEER):
        text = source(path).decode()
        yield Case(f"{path}: an unknown table", path, (text + "\n[sourse]\n").encode(), codes("unknown-field"), field="sourse")
        yield Case(f"{path}: an unknown field", path, text.replace("title =", "titel = 1\ntitle =", 1).encode(), codes("unknown-field"),
                   record=path[6:-5], field="titel")
    yield Case(f"{STORY}: an unknown table", STORY, source(STORY) + b"\n[[steps]]\n", codes("unknown-field"), field="steps")
    yield changed(ACTORS, "a third list", "unknown-field", lambda top: top.update(people=[]), field="people")
    yield changed(ACTORS, "an unknown field", "unknown-field", lambda top: top["origins"][0].update(kind="x"), record="herald", field="kind")


def _unnamed(path: str, number: int) -> Case:
    def change(top: Any) -> None:
        top["features"][number]["properties"][""] = 1

    return changed(path, "a field without a name", "unknown-field", change)


def lists() -> Iterator[Case]:
    """Values outside a closed list: a made-up word, another case, a blank behind, the word of another list."""
    for path, number, route, holds in FIELDS:
        if holds.startswith(("list", "words")):
            for value in (("nonsense", "near ", "<script>"), ("Town", "core\u200b"))[number % 2]:
                wrapped = [value] if holds.startswith("words") else value
                yield put(path, number, route, wrapped, "not-in-list", field=f"{route}[0]" if wrapped is not value else route)
    yield put(PLACES, 0, "names", {"xx": ["Alda"]}, "not-in-list", field="names")
    for nth, (key, value) in enumerate((("stance", '"says"'), ("speaker_type", '"newspaper"'), ("stance", '"Asserts"'),
                                        ("speaker_type", '"outlet "'))):
        yield line(HERALD, key, value, "not-in-list", nth=nth // 2)
    yield line(HERALD, "topics", '["day", "colour"]', "not-in-list", field="topics[1]")
    yield line(MONITOR, "bears_on", '"nothing"', "not-in-list")
    yield line(STORY, "mode", '"between"', "not-in-list", field="steps[1].mode")
    yield line(STORY, "layers", '["patrols", "tanks"]', "not-in-list", field="steps[1].layers[1]")
    yield changed(ACTORS, "a side that is none", "not-in-list", lambda top: top["actors"][0].update(side="west"), record="north-guard",
                  field="side")
    yield changed(ACTORS, "a type that is none", "not-in-list", lambda top: top["origins"][1].update(type="blog"), record="monitor",
                  field="type")


def dates() -> Iterator[Case]:
    places = cycle([(INCIDENTS, 0, "when"), (INCIDENTS, 1, "when"), (INCIDENTS, 1, "reviewed"), (ZONES, 0, "valid"), (ZONES, 1, "valid"),
                    (PLACES, 1, "presence[0].valid"), (PLACES, 1, "presence[0].attested[1]"), (PLACES, 2, "presence[0].attested[0]")])
    for text in BAD_DATES:
        for _, (path, number, route) in zip(range(2), places, strict=False):
            yield put(path, number, route, text, "bad-date")
    yield put(INCIDENTS, 0, "when", "[" + ",".join(["2020-01-01"] * 60) + "]", "out-of-range")
    yield put(ZONES, 0, "valid", "2" * 1_000_000, "out-of-range")
    for key, value in (("published", '"5 March 2020"'), ("published", '"2020-03-32"'), ("when", '"2020-5-12"'), ("when", '"12/05/2020"')):
        yield line(HERALD, key, value, "bad-date")
    for value in ('"2020-03"', '"2020-03-04/2020-03-05"', '"2020-03-04~"', '"[2020-03-04]"', '"2020-02-30"'):  # a step is of one day
        yield line(STORY, "when", value, "bad-date", field="steps[0].when")
    yield line(STORY, "window", '"2020-03?"', "bad-date", field="steps[0].window")


def ids() -> Iterator[Case]:
    places = cycle([(PLACES, 0), (ZONES, 1), (INCIDENTS, 1), (PLACES, 2), (INCIDENTS, 0)])
    for text, (path, number) in zip(BAD_IDS, places, strict=False):
        yield put(path, number, "id", text, "bad-id|out-of-range|bad-text", field="id" if "\ud83d" not in text else "")
    for path, number in ((PLACES, 1), (ZONES, 0), (INCIDENTS, 0)):
        yield put(path, number, "id", None, "missing-field")
        for value in (7, 7.5, True, ["alda"], {"id": "alda"}):
            yield put(path, number, "id", value, "wrong-type")
        yield put(path, number, "properties.id", "another", "bad-id", field="id")
    for value in ("Q", "q5", "Q0", "5", "Q5 ", "https://www.wikidata.org/wiki/Q5"):
        yield put(PLACES, 0, "wikidata", value, "bad-id")
    yield line(HERALD, "id", '"another-source"', "bad-id", record="another-source")
    yield line(STORY, "id", '"another-story"', "bad-id")
    for value in ("0", "-1", "1000001"):
        yield line(HERALD, "number", value, "out-of-range")
    for text in ("south guard", "SOUTH", "", "\u202esouth"):
        yield changed(ACTORS, f"id {text!a}", "bad-id", lambda top, text=text: top["actors"][1].update(id=text), field="id")
    for text in ("herald#1", "fictional-herald-2020-03-05", "fictional-herald-2020-03-05#0", "#1"):
        yield line(STORY, "claims", f'["{text}"]', "bad-id|unknown-reference", field="steps[0].says[0].claims[0]")


def texts() -> Iterator[Case]:
    places = cycle([item for item in FIELDS if item[3] == "text"])
    for text in HIDDEN:
        for _, (path, number, route, _holds) in zip(range(2), places, strict=False):
            yield put(path, number, route, f"Al{text}da", "bad-text")
    for path, number, route, _ in (item for item in FIELDS if item[3] == "text"):
        yield put(path, number, route, "", "out-of-range")
        yield put(path, number, route, "a" * 4001, "out-of-range")
        yield put(path, number, route, " \u3000\n", "out-of-range")
    yield put(PLACES, 0, "names.ar[0]", "\u202eألدة", "bad-text")
    yield put(PLACES, 1, "names.en[1]", "", "out-of-range")
    for key, text in (("says", '"\\u202E"'), ("speaker", '"a\\u0000"'), ("locator", '""')):
        if key != "locator":
            yield line(HERALD, key, text, "bad-text")
    for value in ('"javascript:alert(1)"', '"ftp://a.example/b"', '"https://a.example/a b"', '"//a.example"', '"https://"', '"a.example"',
                  '"https://a.example/\\"onload=x"', '"data:text/html,x"', '"https://a.example/<script>"', '"\\thttps://a.example"'):
        yield line(HERALD, "url", value, "bad-link|bad-text")


def numbers() -> Iterator[Case]:
    for path, number, route in ((PLACES, 1, "uncertainty_m"), (ZONES, 0, "accuracy_m"), (INCIDENTS, 1, "uncertainty_m")):
        for value, expected in ((-1, "out-of-range"), (1e9, "out-of-range"), (-0.001, "out-of-range"), (10**25, "out-of-range"),
                                (float("nan"), "not-finite"), (float("inf"), "not-finite"), (10**400, "not-finite|out-of-range"),
                                (10**4000, "not-finite|out-of-range")):
            yield put(path, number, route, value, expected)
    for value in (-5, 0, 2**31, 10**30):
        yield put(PLACES, 0, "geonames", value, "out-of-range")
    yield put(PLACES, 0, "geonames", 173530.5, "wrong-type")
    for value, expected in (("[3, 2]", "bad-figures"), ("[-1, 2]", "out-of-range"), ("[0, 3000000000]", "out-of-range"),
                            ("[nan, 2]", "wrong-type|not-finite"), ("[2, 0x" + "f" * 4000 + "]", "not-finite"), ("[2, " + "9" * 5000 + "]", "not-finite")):
        yield line(HERALD, "wounded", value, expected, field="")
    for value in ("{ lon = 181, lat = 0, zoom = 10 }", "{ lon = 10, lat = 86, zoom = 10 }", "{ lon = 10, lat = 0, zoom = 16 }"):
        yield line(STORY, "view", value, "out-of-range", field="steps[0].view")
    yield line(STORY, "view", "{ lon = inf, lat = 0, zoom = 10 }", "not-finite|out-of-range", field="steps[0].view.lon")
    raw = source(PLACES).decode()
    for written in ("1e999", "-1e400", "1" + "0" * 5000):
        yield Case(f"{PLACES}: uncertainty_m {written[:9]}", PLACES, raw.replace('"uncertainty_m":500', f'"uncertainty_m":{written}').encode(),
                   codes("not-finite"))
