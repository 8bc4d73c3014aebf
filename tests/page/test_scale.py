"""The page of many imported events: counts, search, list and downloads against numpy and pandas, on 20,000 made-up rows."""

from __future__ import annotations

import csv
import importlib.util
import io
import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas
import pytest
from browsing import ready
from playwright.sync_api import Page, expect

from geo import build, formats
from geo.page import carried, parts

N = 20_000


@pytest.fixture(scope="module")
def imported(root: Path) -> Any:
    spec = importlib.util.spec_from_file_location("synthetic", root / "benchmarks" / "synthetic.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.events(N)


@pytest.fixture(scope="module")
def frame(imported: Any) -> pandas.DataFrame:
    return imported.frame.sort_values(["earliest", "latest", "id"], ignore_index=True)


@pytest.fixture(scope="module")
def html(imported: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("scale") / "map.html"
    build.draw_events([imported]).save(file)
    return file


@pytest.fixture
def opened(open_page: Callable[..., Page], html: Path) -> Callable[..., Page]:
    """Opens the page at a fragment, without a network."""

    def open_(fragment: str = "", **options: Any) -> Page:
        page = open_page(**{"reduced_motion": "reduce", **options})
        page.goto(f"{html.as_uri()}#{fragment}")
        return ready(page)

    return open_


def test_the_page_gives_up_all_it_was_made_of(html: Path, frame: pandas.DataFrame) -> None:
    read = carried(html.read_text(encoding="utf-8"))
    incidents, claims = read["incidents"], read["claims"]
    for name in ("id", "title", "summary", "when"):
        assert incidents[name] == frame[name].tolist(), name
    assert incidents["earliest"] == frame["earliest"].tolist()
    for name in ("lon", "lat"):  # a hundred-thousandth of a degree, and half of it at most off
        assert max(abs(a - b) for a, b in zip(incidents[name], frame[name], strict=True)) <= 0.5e-5 + 1e-12
    assert [kinds[0] for kinds in incidents["kinds"]] == frame["kind"].tolist()
    assert incidents["uncertainty_m"] == frame["uncertainty_m"].tolist()
    assert claims["killed"] == [list(pair) for pair in zip(frame["killed_low"], frame["killed_high"], strict=True)]
    assert claims["links"] == frame["links"].tolist()
    assert set(incidents["status"]) == {"single_origin"}


def test_the_same_events_give_the_same_bytes(imported: Any, html: Path) -> None:
    assert build.draw_events([imported]).page() == html.read_text(encoding="utf-8")


def test_without_texts_an_event_costs_ten_bytes_at_most(imported: Any) -> None:
    one = type(imported)(imported.frame.head(1), imported.provenance)
    whole, empty = (sum(len(part.text) for part in parts(build.draw_events([what], texts=False).payload)) for what in (imported, one))
    assert (whole - empty) / N <= 10


@pytest.mark.parametrize(("inflating", "words"), [
    ("delete window.DecompressionStream", "needs a newer browser"),
    ("window.DecompressionStream = class extends TransformStream { constructor() { super({ transform() { throw new RangeError('no memory'); } }); } }",
     "too little memory"),
])
def test_a_browser_that_cannot_unpack_the_page_says_so(open_page: Callable[..., Page], html: Path, inflating: str, words: str) -> None:
    page = open_page()
    page.add_init_script(inflating)
    page.goto(html.as_uri())
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(words)
    expect(alert).to_be_in_viewport(ratio=1)
    page.complaints.clear()  # type: ignore[attr-defined]


@pytest.mark.parametrize("viewport", ["desktop", "phone"])
def test_axe_finds_nothing(opened: Callable[..., Page], axe_findings: Callable[[Page], list[str]], viewport: str) -> None:
    assert axe_findings(opened("table=1" if viewport == "desktop" else "panel=list", viewport=viewport)) == []


@pytest.mark.parametrize(("first", "last"), [("2019-01-01", "2019-12-31"), ("2020-02-01", "2020-02-29"), ("2017-01-01", "2023-12-31")])
def test_a_window_counts_as_pandas_does(opened: Callable[[str], Page], frame: pandas.DataFrame, first: str, last: str) -> None:
    inside = int(frame["when"].between(first, last).sum())
    title = opened(f"from={first}&to={last}").locator("#count-title")
    expect(title).to_contain_text(f"{inside:,} of {N:,} incidents")


def test_facets_count_as_pandas_does(opened: Callable[[str], Page], frame: pandas.DataFrame) -> None:
    page = opened("panel=filters&from=2021-01-01&to=2021-12-31&precisions=exact")
    year = frame[frame["when"].str.startswith("2021")]
    exact = year[year["where_precision"] == "exact"]

    def counts(facet: str) -> dict[str, int]:
        pairs = page.locator(f'[data-facet="{facet}"] label').evaluate_all(
            'all => all.map((one) => [one.querySelector(".check-name").textContent, Number(one.querySelector(".count").textContent.replace(",", ""))])')
        return dict(pairs)

    assert counts("kinds") == {name.replace("_", " "): count for name, count in exact["kind"].value_counts().items() if count}
    # A facet's own choice does not count against it.
    assert sorted(counts("precisions").values()) == sorted(year["where_precision"].astype(str).value_counts().tolist())
    with_actor = {name: int(((exact["actor_a"] == name) | (exact["actor_b"] == name)).sum()) for name in exact["actor_a"].unique()}
    assert counts("actors") == with_actor


def test_the_list_ends_with_the_last_event(opened: Callable[[str], Page], frame: pandas.DataFrame) -> None:
    page = opened("")
    rows = page.locator("#list .item")
    assert rows.count() < 200
    page.locator("#list").evaluate("list => { list.scrollTop = list.scrollHeight; }")
    last = page.locator(f'#list [data-id="{frame["id"].iloc[-1]}"]')
    expect(last).to_be_visible()
    expect(last.locator(".item-title")).to_have_text(frame["title"].iloc[-1])
    expect(page.locator("#list li").last).to_have_attribute("aria-posinset", str(N))
    height = page.locator("#list").evaluate("list => list.scrollHeight")
    assert height >= 78 * N  # as tall as if all rows stood there


def test_the_keyboard_reaches_both_ends_of_the_list(opened: Callable[[str], Page], frame: pandas.DataFrame) -> None:
    page = opened("")
    page.locator("#list .item").first.focus()
    for key, row in (("End", N - 1), ("ArrowUp", N - 2), ("Home", 0), ("ArrowDown", 1)):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.dataset.id") == frame["id"].iloc[row], key


def test_search_finds_titles_of_any_row(opened: Callable[[str], Page], frame: pandas.DataFrame) -> None:
    page = opened("")
    row = N - 7
    page.locator("#search input").fill(frame["title"].iloc[row])
    found = page.locator("#search-results .found")
    expect(found.first).to_be_visible()
    expect(page.locator("#search-results")).to_contain_text(frame["title"].iloc[row])


def test_a_card_holds_the_texts_of_its_row(opened: Callable[[str], Page], frame: pandas.DataFrame) -> None:
    row = 12_345
    card = opened(f"incident={frame['id'].iloc[row]}").locator("#card")
    expect(card.locator("h2")).to_have_text(frame["title"].iloc[row])
    expect(card.locator(".summary")).to_have_text(frame["summary"].iloc[row])
    expect(card.locator(f'a[href="{frame["links"].iloc[row].split(chr(10))[0]}"]')).to_be_visible()


def test_the_table_sorts_all_rows_and_the_download_has_them(opened: Callable[[str], Page], frame: pandas.DataFrame) -> None:
    page = opened("from=2022-01-01&to=2022-12-31&table=1&sort=place")
    year = frame[frame["when"].str.startswith("2022")]
    assert page.locator("#table table").get_attribute("aria-rowcount") == str(len(year) + 1)
    cells = page.locator("#table tbody tr[data-id]").evaluate_all("rows => rows.map((row) => row.dataset.id)")
    places = frame.set_index("id")["place"].astype(str)[cells].tolist()
    assert places == sorted(places, key=places.index)  # each place stands together
    assert len(set(places)) >= 1
    with page.expect_download() as download:
        page.locator('#table [data-format="csv"]').click()
    expect(page.locator('#table [data-format="csv"]')).to_have_text("CSV")  # it said how far it had come
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig"), newline="")))
    assert [row["id"] for row in rows] == year["id"].tolist()
    assert [row["summary"] for row in rows] == year["summary"].tolist()
    with page.expect_download() as download:
        page.locator('#table [data-format="geojson"]').click()
    features = json.loads(download.value.path().read_text(encoding="utf-8"))["features"]
    assert [one["id"] for one in features] == year["id"].tolist()


def test_a_query_reads_every_text(opened: Callable[[str], Page], frame: pandas.DataFrame) -> None:
    words = pandas.concat([frame["title"], frame["summary"]]).str.split().explode().value_counts()
    word = next(word for word in words.index[40:] if len(word) == 6 and word.isalpha() and word[-2:] != "ah" and all(
        a != b for a, b in itertools.pairwise(word)))
    whole = " " + frame[["id", "title", "summary", "source", "place", "actor_a", "actor_b"]].astype(str).agg(" ".join, axis=1).str.lower()
    hits = int(whole.str.contains(f" {word}", regex=False).sum())
    expect(opened(f"q={word}").locator("#count-title")).to_contain_text(f"{hits:,} of {N:,} incidents")


def test_what_the_dataset_has_not_is_not_offered(opened: Callable[[str], Page]) -> None:
    page = opened("panel=filters")
    for hidden in ('[data-panel="compare"]', '[data-panel="stories"]', '[data-panel="measure"]', "#known", "#script"):
        expect(page.locator(f".tools {hidden}, #filters {hidden}, #legend {hidden}")).not_to_be_visible()



def test_events_beyond_the_base_map_are_seen_whole(open_page: Callable[..., Page], root: Path, tmp_path: Path) -> None:
    # 42 of the 50 rows of the GDELT sample have a place, on four continents.
    sample = root / "tests" / "fixtures" / "samples" / "20170701234500.sample.export.CSV"
    build.draw_events(formats.read_any([sample])).save(tmp_path / "map.html")
    page = open_page(reduced_motion="reduce")
    page.goto((tmp_path / "map.html").as_uri())
    ready(page)
    box = page.locator(".leaflet-container").bounding_box()
    assert box
    seen = page.locator(".incident-mark").evaluate_all("""all => all.map((one) => {
      const { x, y, width, height } = one.getBoundingClientRect();
      return [x + width / 2, y + height / 2, Number(one.querySelector(".pile-count")?.textContent ?? 1)];
    })""")
    assert sum(n for _, _, n in seen) == 42
    inside = [n for x, y, n in seen if box["x"] <= x <= box["x"] + box["width"] and box["y"] <= y <= box["y"] + box["height"]]
    assert sum(inside) >= 38  # it opens on nine tenths of them
