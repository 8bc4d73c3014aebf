"""The page by keyboard, by ear, enlarged, at rest, in the reader's own colours; and what a newcomer is told."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import fragment_of, ready
from playwright.sync_api import Page, expect

OpenAtlas = Callable[..., Page]
Axe = Callable[[Page], list[str]]
DERIK = "derik-standoff-2020-06-03"
KHASHAM = "khasham-battle-2018-02-07"
STYLE = Path(__file__).resolve().parents[2] / "geo" / "web" / "page.css"

# Something in sight that takes a press, but is smaller than it may be. Links inside a sentence or a citation are excepted
# (WCAG 2.5.8 "inline"), as are a checkbox or radio whose label is the target, and the bars that have the handles beside them.
SMALL = """(least) => [...document.querySelectorAll("button, summary, select, input, a[href], [role=slider], [role=button]")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".skip, p, li > small, td, .source, .sr-only"))
  .map((one) => one.matches(".check input, input[type=radio], input[type=checkbox]") ? one.closest("label") ?? one : one)
  .map((one) => [one.getBoundingClientRect(), one]).filter(([box]) => box.width && (box.width < least - 0.5 || box.height < least - 0.5))
  .map(([box, one]) => `${one.tagName} ${one.id || one.className} "${one.textContent.slice(0, 30)}" ${Math.round(box.width)}x${Math.round(box.height)}`)"""
# What holds the focus: its outline must show, and something of it must lie in the window and uncovered.
FOCUS = """() => {
  const one = document.activeElement;
  const box = one.getBoundingClientRect();
  const style = getComputedStyle(one);
  const spots = [[0.5, 0.5], [0.15, 0.2], [0.85, 0.8], [0.5, 0.1], [0.5, 0.9]].map(([x, y]) => [box.x + box.width * x, box.y + box.height * y]);
  return {
    tag: one.tagName, id: one.id, record: one.dataset.id ?? null, name: one.getAttribute("aria-label") || one.textContent.trim().slice(0, 60), className: String(one.className.baseVal ?? one.className),
    ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: spots.some(([x, y]) => { const top = document.elementFromPoint(x, y); return top && (one.contains(top) || top.contains(one)); }),
  };
}"""


def focus(page: Page) -> dict[str, object]:
    return page.evaluate(FOCUS)


def tab_to(page: Page, wanted: str, *, most: int = 60, key: str = "Tab") -> dict[str, object]:
    """Presses Tab until the focus matches a selector; every stop on the way shows its focus and can be seen."""
    for _ in range(most):
        page.keyboard.press(key)
        at = focus(page)
        assert at["ringed"], f"no focus ring: {at}"
        assert at["tag"] != "path", f"an outline that nothing can be done with: {at}"
        assert at["seen"], f"focus out of sight: {at}"
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            return at
    raise AssertionError(f"no way to {wanted} in {most} stops")


def said(page: Page) -> str:
    """What the live region says once the reader has come to rest (it waits 0.4 s)."""
    page.wait_for_timeout(520)
    return page.locator("#live").inner_text()


# Each state once by light or dark, on a desk or a phone, in English or Arabic: fragment, options, what is pressed first.
STATES = [
    ("", {}, []), ("theme=dark", {}, [".mark.is-pile"]), (f"incident={DERIK}", {}, []), (f"lang=ar&incident={KHASHAM}", {}, []),
    ("panel=filters&theme=dark", {}, []), ("panel=method&lang=ar", {}, []), ("panel=measure", {}, []), ("panel=compare&theme=dark", {}, []),
    ("panel=stories&lang=ku", {}, []), ("", {}, ["#show-table"]), ("theme=dark&lang=ar", {}, ["#share"]), ("panel=matrix", {}, []),
    ("bases=0", {"viewport": "phone"}, ["#menu"]), ("theme=dark&bases=0", {"viewport": "phone"}, ["#more"]), (f"lang=ar&incident={DERIK}", {"viewport": "phone"}, []),
    ("panel=filters", {"viewport": "phone"}, []),
]


@pytest.mark.parametrize("fragment, options, pressed", STATES, ids=lambda part: "-".join(part) if isinstance(part, list) else str(part))
def test_axe_finds_nothing(open_atlas: OpenAtlas, axe_findings: Axe, fragment: str, options: dict[str, str], pressed: list[str]) -> None:
    page = ready(open_atlas(fragment, **options))
    for selector in pressed:
        page.locator(selector).first.click()
        page.wait_for_timeout(200)
    assert axe_findings(page) == []


def test_axe_finds_nothing_while_searching(open_atlas: OpenAtlas, axe_findings: Axe) -> None:
    for fragment in ("", "theme=dark&lang=ar"):
        page = ready(open_atlas(fragment))
        page.locator("#search input").fill("qam")
        expect(page.locator("#search-results")).to_be_visible()
        assert axe_findings(page) == [], fragment


def test_the_whole_page_can_be_walked_by_keyboard(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas())
    # The first stops skip what follows, and leave the state in the address alone.
    page.keyboard.press("Tab")
    assert focus(page)["name"] == "Skip to the list of incidents"
    page.keyboard.press("Enter")
    assert focus(page)["id"] == "list"
    assert fragment_of(page) == ""
    # The list opens a card, whose title takes the focus; Escape closes it and gives the focus back.
    first = tab_to(page, "#list .item", most=2)
    page.keyboard.press("Enter")
    assert focus(page)["id"] == "card-title"
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()
    assert focus(page)["record"] == first["record"]
    # Search: type, choose with the arrows, open.
    page.keyboard.press("/")
    page.keyboard.type("tal tamr")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#card-title")).to_contain_text("Tell Tamer")
    tab_to(page, "#card-close", key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#card")).to_be_hidden()
    # Filters: opened from the header, changed with space, cleared by its chip.
    page.locator("#search input").focus()
    tab_to(page, '.tools [data-panel="filters"]')
    page.keyboard.press("Enter")
    expect(page.locator("#filters")).to_be_visible()
    tab_to(page, "#filters input[name=statuses]", most=60)
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(re.escape("statuses=")))
    tab_to(page, ".chip", key="Shift+Tab")
    page.keyboard.press("Enter")
    assert "statuses=" not in fragment_of(page)


def test_measuring_and_a_story_are_walked_by_keyboard(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas())
    page.locator("#search input").focus()
    tab_to(page, '.tools [data-panel="measure"]')
    page.keyboard.press("Enter")
    for field, name in (("#measure-from", "derik"), ("#measure-to", "qamishli")):
        if focus(page)["id"] != field[1:]:  # the second follows by itself
            tab_to(page, field, most=12)
        page.keyboard.type(name)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")
    expect(page.locator(".measure-answer strong")).to_contain_text("km")
    tab_to(page, "#tool .icon-button", key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#tool")).to_be_hidden()
    page.locator("#search input").focus()
    tab_to(page, '.tools [data-panel="stories"]')
    page.keyboard.press("Enter")
    tab_to(page, "#tool .button.is-main", most=12)
    page.keyboard.press("Enter")
    expect(page.locator("#story-heading")).to_be_focused()
    tab_to(page, "#story-on", most=30)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("step=2"))
    page.keyboard.press("Escape")
    expect(page.locator("#story")).to_be_hidden()


@pytest.mark.parametrize("lang", ["en", "ar", "ku"])
def test_every_control_lies_inside_its_panel(open_atlas: OpenAtlas, any_viewport: str, lang: str) -> None:
    for fragment in ("panel=filters", f"incident={DERIK}", "panel=measure", "panel=compare"):
        page = ready(open_atlas(f"{fragment}&lang={lang}", viewport=any_viewport))
        outside = page.evaluate("""() => [...document.querySelectorAll("#filters, #card, #tool")].flatMap((panel) => {
          const frame = panel.getBoundingClientRect();
          return [...panel.querySelectorAll("input, button, select")].map((one) => [one.getBoundingClientRect(), one])
            .filter(([box]) => box.width && frame.width && (box.left < frame.left - 1 || box.right > frame.right + 1))
            .map(([, one]) => one.id || one.className || one.textContent);
        })""")
        assert outside == [], fragment


def test_the_clock_can_be_set_and_played_by_keyboard(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("from=2020-06-02&to=2020-06-20"))
    for _ in range(3):
        page.keyboard.press("Tab")
    assert focus(page)["name"] == "Skip to the clock"
    page.keyboard.press("Enter")
    assert focus(page)["id"] == "clock"
    tab_to(page, ".handle-from")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(re.escape("from=2020-06-03")))
    tab_to(page, "#play", key="Shift+Tab")
    page.keyboard.press("Space")
    expect(page.locator("#card")).to_be_visible()
    assert focus(page)["id"] == "play"  # playing moves the card, not the reader
    page.keyboard.press("Space")
    expect(page.locator("#play")).to_have_attribute("aria-label", re.compile("^Play"))
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()
    assert focus(page)["id"] == "play"


def test_a_mark_on_the_map_opens_its_card_and_gets_the_focus_back(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("map=10/37.177/42.14&asof=2020-06-03&from=2020-06-01&to=2020-06-30"))
    mark = page.locator('.incident-mark[aria-label*="on a road outside Derik"]')
    mark.focus()
    name = focus(page)["name"]
    page.keyboard.press("Enter")
    assert focus(page)["id"] == "card-title"
    page.keyboard.press("Escape")
    assert focus(page)["name"] == name


@pytest.mark.parametrize("opener, dialog", [('.tools .button[data-panel="method"]', "#method"), ("#share", "#share-dialog")])
def test_a_dialog_keeps_the_focus_and_gives_it_back(open_atlas: OpenAtlas, opener: str, dialog: str) -> None:
    page = ready(open_atlas())
    page.locator(opener).focus()
    page.keyboard.press("Enter")
    expect(page.locator(dialog)).to_be_visible()
    for _ in range(25):
        page.keyboard.press("Tab")
        # The browser's own bar may take its turn; nothing of the page behind does.
        assert page.evaluate("(dialog) => document.activeElement === document.body || document.activeElement.closest(dialog) !== null", dialog)
    page.keyboard.press("Escape")
    expect(page.locator(dialog)).to_be_hidden()
    assert page.evaluate("(opener) => document.activeElement.matches(opener)", opener)


def test_the_live_region_says_what_changed(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("from=2020-06-01&to=2020-06-30"))
    page.keyboard.press("ArrowRight")
    assert re.fullmatch(r"Opened .*2020: .+ \(.+\)\.", said(page))
    page.keyboard.press("Escape")
    assert said(page) == "Closed."
    page.locator(".handle-to").focus()
    page.keyboard.press("ArrowLeft")
    assert re.fullmatch(r"\d+ of 57 incidents, 1 to 29 June 2020\.", said(page))
    page.locator("#asof").fill("2020-06-03")
    page.keyboard.press("Enter")
    assert said(page) == "Ground as of 3 June 2020."
    page.locator('[data-mode="upto"]').click()
    assert re.fullmatch(r"\d+ of 57 incidents, up to 3 June 2020\.", said(page))
    page.locator("#theme").click()
    assert said(page) == "Dark colours."
    page.locator('.tools [data-panel="filters"]').click()
    page.locator("#filters input[name=bases]").click()
    assert said(page) == "Bases: hidden."
    page.locator("#filters input[name=statuses]").first.click()
    assert re.fullmatch(r"\d+ of 57 incidents, up to 3 June 2020\.", said(page))


def test_list_and_map_hold_the_same_incidents(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("from=2020-01-01&to=2020-12-31"))
    on_map = page.locator(".incident-mark").evaluate_all("all => all.map((one) => Number(one.querySelector('.pile-count')?.textContent ?? 1))")
    listed = page.locator("#list .item").count() - page.locator("#list .tray .item").count()
    assert sum(on_map) == listed > 20


def test_targets_are_large_enough(open_atlas: OpenAtlas, any_viewport: str) -> None:
    for fragment in ("", f"incident={DERIK}", "panel=filters&statuses=disputed", "panel=method", "panel=measure"):
        page = ready(open_atlas(fragment, viewport=any_viewport))
        # WCAG 2.2 asks for 24; a finger, and every button and field of the frame, gets 44.
        assert page.evaluate(SMALL, 44 if any_viewport == "phone" else 24) == [], fragment
        frame = re.compile(r"^(BUTTON (?!.*text-button)|SELECT|INPUT)")
        assert [one for one in page.evaluate(SMALL, 44) if frame.match(one) and "script" not in one] == [], fragment


def test_at_200_percent_nothing_is_cut_or_covered(open_atlas: OpenAtlas) -> None:
    # A window of 1440 x 900 enlarged twice has the room of 720 x 450.
    for fragment in ("", f"incident={DERIK}", "lang=ar"):
        page = ready(open_atlas(fragment))
        page.set_viewport_size({"width": 720, "height": 450})
        page.wait_for_timeout(150)
        boxes = page.evaluate("""() => [".top", "main", ".clock"].map((one) => document.querySelector(one).getBoundingClientRect()).map((box) => [box.top, box.bottom, box.left, box.right])""")
        (top, head, *_), (main, foot, *_), (clock, end, *_) = boxes
        assert top == 0
        assert abs(head - main) <= 1 and abs(foot - clock) <= 1 and end <= 451
        assert foot - main >= 200, "room for the map"
        assert page.evaluate("document.documentElement.scrollWidth") <= 720
        cut = page.evaluate("""() => [...document.querySelectorAll(".top :is(button, input, h1), .controls :is(button, input, select)")]
          .filter((one) => one.checkVisibility({ visibilityProperty: true })).map((one) => [one.getBoundingClientRect(), one])
          .filter(([box]) => box.width && (box.left < -1 || box.right > 721 || box.bottom > 451)).map(([, one]) => one.id || one.textContent)""")
        assert cut == []
        scale, credit, intro = (page.locator(one).first.bounding_box() if page.locator(one).count() else None
                                for one in (".leaflet-control-scale", ".leaflet-control-attribution", ".intro"))
        assert scale and credit and scale["x"] + scale["width"] <= credit["x"] + 1
        assert not intro or intro["height"] <= (foot - main) / 2.5, "the map shows under the first words"


def test_at_320_pixels_wide_nothing_needs_sideways_scrolling(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas(f"incident={KHASHAM}"))
    page.set_viewport_size({"width": 320, "height": 640})
    page.wait_for_timeout(150)
    assert page.evaluate("[document.documentElement.scrollWidth, document.querySelector('#card').scrollWidth]") == [320, 320]


def test_nothing_moves_by_itself_for_who_asked_for_calm(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas(reduced_motion="reduce"))
    page.evaluate("""() => {
      window.pans = [];
      const map = document.querySelector(".leaflet-map-pane");
      new MutationObserver(() => window.pans.push(map.className)).observe(map, { attributes: true, attributeFilter: ["class"] });
    }""")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(400)
    assert [name for name in page.evaluate("window.pans") if "anim" in name] == []
    moving = page.evaluate("""() => [...document.querySelectorAll("body *")].filter((one) => {
      const style = getComputedStyle(one);
      return style.scrollBehavior === "smooth" || parseFloat(style.transitionDuration) > 0 || (style.animationName !== "none" && parseFloat(style.animationDuration) > 0);
    }).map((one) => one.className.baseVal ?? one.className)""")
    assert moving == []


def test_in_the_readers_own_colours_holders_differ_by_hatch(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas("asof=2020-06-03", forced_colors="active"))
    fills = page.locator("path.zone").evaluate_all("all => all.map((one) => [one.classList[1], getComputedStyle(one).fill])")
    by_holder = dict(fills)
    assert len(by_holder) >= 3
    assert len(set(by_holder.values())) == len(by_holder)
    assert all(fill.startswith("url(") for fill in by_holder.values())
    # The day chosen and the mode chosen are told by more than a colour that the system has taken away.
    pressed = page.locator('[data-mode="on"]').evaluate("one => getComputedStyle(one).backgroundColor")
    assert pressed != page.locator('[data-mode="upto"]').evaluate("one => getComputedStyle(one).backgroundColor")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", ["", "&theme=dark"])
def test_in_the_readers_own_colours_what_is_chosen_in_a_card_can_be_read(open_atlas: OpenAtlas, scheme: str, theme: str) -> None:
    page = ready(open_atlas(f"incident={KHASHAM}{theme}", forced_colors="active", color_scheme=scheme))
    chosen = page.locator('.step[aria-pressed="true"]')
    ink, paper = chosen.evaluate("one => [getComputedStyle(one.querySelector('*')).color, getComputedStyle(one).backgroundColor]")
    ink, paper = ("#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour)[:3]) for colour in (ink, paper))
    assert contrast(ink, paper) >= 3, (ink, paper)
    # A name on the map has the ink of the system, not that of our dark theme.
    label = page.locator(".label").first.evaluate("one => getComputedStyle(one).color")
    assert label == page.evaluate("() => { const one = document.body.appendChild(document.createElement('i')); one.style.color = 'CanvasText'; return getComputedStyle(one).color; }")


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb" by the formula of WCAG 2."""
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def over(tint: str, ground: str, share: float) -> str:
    """A tint of so much opacity on a ground."""
    return "#" + "".join(f"{round(int(tint[i:i + 2], 16) * share + int(ground[i:i + 2], 16) * (1 - share)):02x}" for i in (1, 3, 5))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_colours_of_words_hold_4_5_to_1(theme: str) -> None:
    text = STYLE.read_text(encoding="utf-8")
    blocks = {"light": text[:text.index('[data-theme="dark"]')], "dark": text[text.index('[data-theme="dark"]'):text.index("* { box-sizing")]}
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks["light"]))
    if theme == "dark":
        colours |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks["dark"]))
    on_panels = [(word, ground) for word in ("ink", "quiet", "accent") for ground in ("panel", "paper", "accent-soft", "warn-soft")]
    pairs = [*on_panels, ("warn-ink", "warn-soft"), ("accent-ink", "accent"), *((side, "panel") for side in ("us", "russia", "gov", "sdf", "iran")),
             *((label, ground) for label in ("label", "label-quiet", "label-water") for ground in ("land", "home", "water") if label != "label" or ground != "water")]
    assert {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < 4.5} == {}
    # Names stand on the tints of the zones, which lie at 0.34 on the land.
    for holder in ("held-sdf", "held-gov", "held-turkey", "held-isil"):
        tint = over(colours[holder], colours["land"], 0.34)
        for label in ("label", "label-quiet"):
            assert contrast(colours[label], tint) >= 4.5, (holder, label)
    # Symbols and the edges of fields: 3 to 1.
    for shape in ("fire", "contact", "block", "air", "other", "strong-line"):
        assert contrast(colours[shape], colours["panel"]) >= 3, shape


def test_headings_and_landmarks_are_in_order(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas(f"incident={DERIK}"))
    levels = page.evaluate("""() => [...document.querySelectorAll("h1, h2, h3, h4, h5")].filter((one) => one.checkVisibility()).map((one) => Number(one.tagName[1]))""")
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert page.title().startswith("Contact Atlas: ")
    for landmark in ("banner", "main", "search", "complementary"):
        assert page.get_by_role(landmark).count() == 1, landmark
    names = page.get_by_role("region").evaluate_all("all => all.map((one) => one.getAttribute('aria-label') ?? document.getElementById(one.getAttribute('aria-labelledby'))?.textContent)")
    assert all(names)
    assert len(set(names)) == len(names)


def test_three_lines_for_who_has_just_arrived(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas())
    expect(page.locator("#intro li")).to_have_count(3)
    page.get_by_role("button", name="Close this note").click()
    expect(page.locator("#intro")).to_have_count(0)
    # It is not remembered, and goes by itself at the first thing the reader does.
    page.reload()
    ready(page)
    expect(page.locator("#intro")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#intro")).to_have_count(0)
    for fragment in (f"incident={DERIK}", "theme=dark", "embed"):
        assert ready(open_atlas(fragment)).locator("#intro").count() == 0, fragment


def test_nothing_is_stored_in_the_browser(open_atlas: OpenAtlas) -> None:
    page = ready(open_atlas(f"incident={DERIK}&lang=ar"))
    page.locator("#theme").click()
    assert page.evaluate("[document.cookie, Object.keys(localStorage).length, Object.keys(sessionStorage).length]") == ["", 0, 0]
