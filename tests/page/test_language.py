"""The interface in English, Arabic and Kurdish: complete, in its direction, with figures and dates that can be quoted."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browsing import fragment_of, ready
from playwright.sync_api import Page, expect

from geo import vocabulary, words
from geo.dataset import locate

OpenAtlas = Callable[..., Page]
CallEach = Callable[..., list[Any]]
WEB = Path(words.FOLDER).parent
DERIK = "derik-standoff-2020-06-03"
OTHERS = ("ar", "ku")
FILES = words.files()
# Keys a language file may lack, said openly; the page shows the English text for them.
UNTRANSLATED: dict[str, list[str]] = json.loads((words.FOLDER / "untranslated.json").read_text(encoding="utf-8"))
# The closed lists whose values a reader meets, and which have no English text but the value itself.
VALUES = {f"{name}.{value}" for name in ("kind", "status", "stance", "topic", "where_precision", "date_precision", "scope", "relation",
                                         "zone_status", "zone_basis", "presence_role", "presence_status", "party_role", "place_kind")
          for value in vocabulary.LISTS[name]}
FORMS = {"ar": ("one", "two", "few", "many"), "ku": ("one", "many"), "en": ("one", "many")}


def blanks(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("lang", OTHERS)
def test_every_text_is_translated_or_listed_as_untranslated(lang: str) -> None:
    own = FILES[lang]
    wanted = (set(FILES["en"]) | VALUES) - set(UNTRANSLATED.get(lang, []))
    assert sorted(wanted - set(own)) == []
    assert sorted(set(UNTRANSLATED.get(lang, [])) & set(own)) == [], "translated by now: take it off the list"


@pytest.mark.parametrize("lang", OTHERS)
def test_every_key_is_known_and_every_blank_is_filled_as_in_english(lang: str) -> None:
    english = FILES["en"]
    for key, text in FILES[lang].items():
        root, form = key.rpartition(".")[::2]
        like = english.get(key) or (english.get(f"{root}.many") if form in ("two", "few") else None)
        if like is None:
            # Beyond English: dates, the words of closed lists, the names of actors.
            assert key.startswith(("date.", "actor.", "actor_brief.", "admin1.")) or key in VALUES, key
        else:
            # One and two may be said in a word, without the figure.
            missing = blanks(like) - blanks(text) - ({"n"} if form in ("one", "two") else set())
            assert (missing, blanks(text) - blanks(like)) == (set(), set()), key
        assert text.strip(), key


@pytest.mark.parametrize("lang", OTHERS)
def test_what_is_counted_has_every_plural_form_of_the_language(lang: str) -> None:
    counted = {key.removesuffix(".many") for key in FILES["en"] if key.endswith(".many")} - set(UNTRANSLATED.get(lang, []))
    lacking = [f"{key}.{form}" for key in counted for form in FORMS[lang] if f"{key}.many" in FILES[lang] and f"{key}.{form}" not in FILES[lang]]
    assert sorted(lacking) == []


def test_plural_forms_are_those_of_unicode(call_each: CallEach, modules: Page) -> None:
    numbers = [0, 1, 2, 3, 10, 11, 12, 57, 99, 100, 101, 102, 103, 110, 111, 1003]
    for lang in ("ar", "en"):
        ours = call_each("words.js", "pluralForm", [[lang, n] for n in numbers])
        theirs = modules.evaluate("([lang, numbers]) => numbers.map((n) => new Intl.PluralRules(lang).select(n))", [lang, numbers])
        # Zero and "other" take the noun that "many" takes; English has no more than one and other.
        assert ours == [form if form in ("one", "two", "few") else "many" for form in theirs], lang


def test_arabic_months_are_those_said_in_syria(modules: Page) -> None:
    names = modules.evaluate("""() => [...Array(12).keys()].map((month) => new Intl.DateTimeFormat("ar-SY", { month: "long", timeZone: "UTC" })
      .format(new Date(Date.UTC(2020, month, 3))))""")
    assert FILES["ar"]["date.months"].split(",") == names


@pytest.mark.parametrize("lang", OTHERS)
def test_a_date_in_every_form_is_made_from_the_language_file(open_atlas: OpenAtlas, lang: str) -> None:
    months = FILES[lang]["date.months"].split(",")
    assert len(months) == len(FILES[lang]["date.monthsShort"].split(",")) == 12
    page = ready(open_atlas(f"lang={lang}&incident={DERIK}"))
    june = f"3 {months[5]} 2020"
    assert page.locator(".handle-asof").get_attribute("aria-valuetext") == june
    expect(page.locator("#asof-line")).to_contain_text(june)
    # Nothing that names a month still names it in English.
    english = r"\b(January|February|March|April|June|July|August|September|October|November|December)\b"
    shown = page.locator("#timeline").inner_text() + page.locator("#count-title").inner_text() + page.locator("#asof-line").inner_text()
    assert not re.search(english, shown)


@pytest.mark.parametrize("lang", OTHERS)
def test_no_text_of_the_interface_stays_english(open_atlas: OpenAtlas, lang: str) -> None:
    english, own, records = FILES["en"], FILES[lang], record_texts()
    # Texts that differ in the two languages, long enough not to turn up by chance in a title.
    still = {text: key for key, text in english.items() if own.get(key, text) != text and len(text) > 3 and "{" not in text}
    for fragment in (f"incident={DERIK}", "panel=filters", "panel=measure", "panel=compare", "panel=stories", "panel=method"):
        page = ready(open_atlas(f"lang={lang}&{fragment}"))
        if fragment == "panel=filters":
            page.locator("#share").click()
        seen = page.evaluate("""() => {
          const all = [];
          for (const one of document.querySelectorAll("body *:not(script, style, noscript, noscript *, bdi, bdi *)")) {
            for (const name of ["aria-label", "title", "placeholder"]) if (one.hasAttribute?.(name)) all.push(one.getAttribute(name));
            for (const node of one.childNodes) if (node.nodeType === 3) all.push(node.data);
          }
          return [...new Set(all.map((text) => text.trim()))];
        }""")
        names = {texts["this.name"] for texts in FILES.values()}
        left = {still[text]: text for text in seen if text in still and text not in names}
        # A record may be worded as the interface is: "Deir ez-Zor" is a governorate of ours and a place of theirs.
        assert {key: text for key, text in left.items() if text not in records} == {}, fragment


def record_texts() -> set[str]:
    """Every text of the shipped records, which stay in the language they were written in."""
    found: set[str] = set()

    def collect(value: Any) -> None:
        if isinstance(value, str):
            found.add(value)
        elif isinstance(value, dict):
            for part in value.values():
                collect(part)
        elif isinstance(value, list):
            for part in value:
                collect(part)

    folder = locate(None)
    collect([json.loads(path.read_text(encoding="utf-8")) for path in [*folder.data.rglob("*.geojson"), *folder.data.glob("*.json")]])
    collect([tomllib.loads(path.read_text(encoding="utf-8")) for path in [*folder.data.rglob("*.toml"), *folder.seeds.glob("*.toml")]])
    return found


def test_the_menu_opens_the_page_again_in_the_language_chosen_at_the_same_state(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas(f"incident={DERIK}&from=2020-06-01&to=2020-06-30&kinds=road_block&theme=dark"))
    assert page.locator("#language option").evaluate_all("all => all.map((one) => [one.value, one.lang, one.textContent])") == [
        ["en", "en", "English"], ["ar", "ar", "العربية"], ["ku", "ku", "Kurmancî"]]
    expect(page.locator("#language-note")).to_be_hidden()
    before = dict(part.split("=") for part in fragment_of(page).split("&"))
    with page.expect_navigation():
        page.locator("#language").select_option("ar")
    ready(page)
    after = dict(part.split("=") for part in fragment_of(page).split("&"))
    assert {key: after.get(key) for key in before} == before and after["lang"] == "ar"
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    assert page.evaluate("document.activeElement.id") == "language"
    # Said openly that no speaker has read it: beside the menu and in the panel it leads to.
    expect(page.locator("#language-note")).to_have_text(FILES["ar"]["language.machine"])
    page.locator("#language-note").click()
    expect(page.locator("#machine-note")).to_have_text(FILES["ar"]["language.machine.note"])
    expect(page).to_have_url(re.compile("panel=method"))
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile("panel=method"))
    # Back takes the language back, after the panel closed and opened: three steps, each waited for.
    for _ in range(3):
        here = page.url
        page.go_back()
        expect(page).not_to_have_url(here)
    expect(page.locator("html[data-ready]")).to_have_attribute("lang", "en")


def test_a_damaged_language_in_a_link_opens_in_english(open_atlas: OpenAtlas) -> None:
    for lang in ("xx", "toString", "__proto__", ""):
        page = ready(open_atlas(f"lang={lang}&incident={DERIK}"))
        assert page.evaluate("document.documentElement.lang") == "en"


def test_right_to_left_turns_the_page_but_neither_time_nor_map(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas(f"lang=ar&incident={DERIK}"))
    box = {one: page.locator(one).bounding_box() for one in ("#side", ".stage", "#card", "#prev", "#next", ".handle-from", ".handle-to")}
    assert all(box.values())
    left = {one: value["x"] for one, value in box.items() if value}
    assert left["#card"] < left[".stage"] < left["#side"]
    # The axis of time is a number line with Latin figures: earlier stays left, and so do the buttons that walk it.
    assert left[".handle-from"] < left[".handle-to"]
    assert left["#prev"] < left["#next"]
    zoom = page.evaluate("map_atlas.latLngToContainerPoint([36, 40]).x < map_atlas.latLngToContainerPoint([36, 42]).x")
    assert zoom is True
    # The card does not cover what it is about.
    mark, card = page.locator(".mark.is-selected").bounding_box(), box["#card"]
    assert mark and card and mark["x"] >= card["x"] + card["width"]


def test_words_of_records_keep_their_language_and_direction(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas(f"lang=ar&incident={DERIK}"))
    title = page.locator("#card-title bdi")
    assert title.evaluate("one => [one.dir, one.lang]") == ["auto", "en"]
    # The interface's own words in the same kind of element do not pretend to be English.
    own = page.locator("#card bdi").evaluate_all("all => all.filter((one) => /^[\\u0600-\\u06ff]/.test(one.textContent)).map((one) => one.lang)")
    assert "en" not in own


def test_figures_stay_latin_and_in_order(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("lang=ar&from=2020-06-01&to=2020-06-30&asof=2020-06-03"))
    shown = page.locator("body").inner_text()
    assert not re.search("[\u0660-\u0669\u06f0-\u06f9]", shown)
    assert page.locator("#asof").input_value() == "2020-06-03"
    number = page.locator("#list .item").count()
    assert page.locator("#count-title").inner_text().startswith(f"{number} من أصل ")


def test_names_on_the_map_follow_the_language_of_the_page(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("lang=ar"))
    labels = page.locator(".label-place").all_inner_texts()
    assert sum(bool(re.search("[\u0600-\u06ff]", label)) for label in labels) > len(labels) / 2
    page = ready(open_atlas("lang=ar&script=latin"))
    assert not any(re.search("[\u0600-\u06ff]", label) for label in page.locator(".label-place").all_inner_texts())


def test_lengths_read_the_same_in_words(call_each: CallEach) -> None:
    rows = [(0, "0 m"), (999.4, "999 m"), (1000, "1 km"), (1540, "1.5 km"), (9949, "9.9 km"), (12_400, "12 km"), (1_234_567, "1,235 km"), (None, "")]
    # Without a language file the keys stand for the texts; the figures are what is tested here.
    said = call_each("words.js", "metresWords", [[metres] for metres, _ in rows])
    assert [text for text in said if text] == ["unit.metres"] * 2 + ["unit.kilometres"] * 5
    english = FILES["en"]
    assert (english["unit.metres"], english["unit.kilometres"]) == ("{n} m", "{n} km")


def test_the_page_carries_the_languages_in_the_order_of_english() -> None:
    carried = words.packed(FILES)
    for lang in OTHERS:
        texts = dict(zip(carried["en"], carried[lang]["texts"], strict=True))
        assert {key: text for key, text in texts.items() if text is not None} | carried[lang]["more"] == FILES[lang]


def test_the_modules_show_no_text_that_is_not_in_a_language_file() -> None:
    """Every key asked for by name is in en.json."""
    english = FILES["en"]
    asked = {(path.name, key) for path in WEB.glob("*.js")
             for key in re.findall(r'\bt\("([\w.-]+)"[,)]', path.read_text(encoding="utf-8"))}
    asked |= {(path.name, f"{key}.many") for path in WEB.glob("*.js")
              for key in re.findall(r'\bcounted\("([\w.-]+)",', path.read_text(encoding="utf-8"))}
    asked |= {("template.html", key) for key in re.findall(r'words\["([\w.-]+)"\]', (WEB / "template.html").read_text(encoding="utf-8"))}
    assert sorted(one for one in asked if one[1] not in english and not one[1].startswith(("this.", "date."))) == []
