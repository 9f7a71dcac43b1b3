"""The portal where it answers a question: without JavaScript, by keyboard, and what axe says of each answer."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser.portal_walk import CODES, asked_of, routes_of
from tests.browser.test_pages import OVERFLOW, axe

pytestmark = pytest.mark.browser

ANSWERED = (
    "/search/?q=complaint&register=invented",
    "/search/?q=complaint&state=XXC&kind=recommendation&from=2016&register=invented",
    "/search/?q=zzzzqqq&register=invented",
    "/search/?q=complaintt+unheard&from=abc&register=invented",
    "/search/?q=complaint&mode=both&sort=newest&page=2&register=invented",
    "/search/choices/topic/?q=cells&register=invented",
    "/compare/?a=XXB&b=XXC",
    "/compare/?a=XXB&b=XXB",
    "/compare/?a=XXB",
    "/conventions/ECPT/map/?on=2006-06-06&view=world",
    "/conventions/ECPT/?on=2006-02-30&standing=party",
    "/leaving/RUS/COE-STATUTE/?received=2022-03-15",
    "/reports/?register=invented&year=2023&state=XXC",
    "/states/RUS/?on=2006-06-06&known=2026-11-01",
    "/timeline/?register=invented&decade=2010&kind=report",
    "/timeline/?register=invented&kind=statement&state=XXB",
    "/turn-to/RUS/?act=2022-05-01",
    "/turn-to/UKR/?act=2026-13-01",
)
"""Answers of every kind: found and not found, understood and not, with one thing chosen and with several."""

WINDOWS = (("en", 360, "dark"), ("en", 1280, "light"), ("ar", 360, "light"), ("ar", 1280, "dark"))

WITHOUT_EFFECT = r"""() => {
  const seen = one => one.checkVisibility({visibilityProperty: true}) && !one.closest('svg');
  const unfolds = one => {
    const note = one.nextElementSibling, before = note && seen(note);
    one.focus();
    return note && !before && seen(note);
  };
  const found = [];
  for (const one of document.querySelectorAll('button, input, select, textarea'))
    if (seen(one) && !(one.form && (one.tagName !== 'BUTTON' || one.type === 'submit')) && !unfolds(one)) found.push(one.outerHTML);
  for (const one of document.querySelectorAll('a'))
    if (seen(one) && !/^(?!#?$|javascript:)/.test(one.getAttribute('href') ?? '')) found.push(one.outerHTML);
  for (const one of document.querySelectorAll('[onclick], [role=button]:not(button), [role=tab]')) found.push(one.outerHTML);
  for (const form of document.forms)
    if (seen(form) && ![...form.elements].some(one => one.type === 'submit')) found.push(form.outerHTML);
  return found.map(one => one.slice(0, 160));
}"""
"""What can be seen and does nothing unless a program does it: for a window in which no program runs. A button beside a note may show it by
its focus alone."""

LINKS = "() => [...document.querySelectorAll('a[href]')].map(one => one.href.baseVal ?? one.href)"

FORMS = r"""() => [...document.forms].filter(one => one.method !== 'dialog').map(form => [
  new URL(form.action).pathname, form.method, ...new Set([...form.elements].map(one => one.name).filter(Boolean))].join(' '))"""
"""What each form of a page is: where it leads, and what it asks."""

FILL = r"""place => {
  const form = [...document.forms].filter(one => one.method !== 'dialog')[place];
  for (let one = form; one; one = one.parentElement) if (one.tagName === 'DETAILS') one.open = true;
  form.querySelectorAll('details').forEach(one => one.open = true);
  let lists = 0;
  for (const one of form.elements) {
    if (one.tagName === 'SELECT' && !one.multiple) {
      lists += 1;
      if (!one.value) one.selectedIndex = Math.min(lists, one.options.length - 1);
    }
    if (['text', 'search'].includes(one.type) && !one.value) one.value = /^(on|known|act|received|from|to)$/.test(one.name) ? '2020-01-01' : 'complaint';
    if (one.type === 'date' && !one.value) one.value = '2020-01-01';
  }
}"""
"""Choose and write something into every field of a form."""

WATCH = r"""() => {
  const stops = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  const look = one => [one, ...one.querySelectorAll('*')].slice(0, 12).map(part => {
    const style = getComputedStyle(part);
    return [style.outlineStyle !== 'none' && style.outlineWidth + style.outlineColor, style.boxShadow, style.stroke, style.strokeWidth,
      style.backgroundColor, style.textDecorationLine].join();
  }).join('|');
  document.querySelectorAll('details').forEach(one => one.open = true);
  const groups = new Set();
  const waited = new Map([...document.querySelectorAll(stops)].filter(one => {
    if (one.disabled || one.tabIndex < 0 || !one.checkVisibility({visibilityProperty: true})) return false;
    if (one.tagName === 'SUMMARY' && one.parentElement.querySelector('summary') !== one) return false;
    if (one.type !== 'radio') return true;
    return !groups.has(one.name) && groups.add(one.name);
  }).map(one => [one, look(one)]));
  window.unseen = [];
  document.addEventListener('focusin', event => {
    const one = event.target, group = one.type === 'radio' && [...waited.keys()].find(other => other.name === one.name);
    if (waited.has(one) && look(one) === waited.get(one)) window.unseen.push(one.outerHTML.slice(0, 120));
    waited.delete(group || one);
  });
  window.left = () => [...waited.keys()].map(one => one.outerHTML.slice(0, 120));
  return waited.size;
}"""
"""Everything that a keyboard should reach; then note what it reaches, and whether that looks otherwise with the focus."""

_asked: dict[str, list[str]] = {}


def asked(page: Any, base: str) -> list[str]:
    """The addresses with a question, walked once; those of ``ANSWERED`` first."""
    if base not in _asked:
        _asked[base] = list(dict.fromkeys((*ANSWERED, *asked_of(page, base))))
    return _asked[base]


def test_every_page_says_the_same_and_leads_as_far_without_javascript(
    rooms: dict[str, str], open_page: Callable[..., Any]
) -> None:
    """No button without effect, and no link that a program alone has put there."""
    base, plain, lively = rooms["portal"], open_page(java_script_enabled=False), open_page()
    addresses = [*routes_of(plain, base), *asked(plain, base)]
    assert len(addresses) > 100
    faults = {}
    for address in dict.fromkeys(addresses):
        plain.goto(base + address)
        lively.goto(base + address)
        found = plain.evaluate(WITHOUT_EFFECT)
        found += sorted(set(lively.evaluate(LINKS)) - set(plain.evaluate(LINKS)))
        if found:
            faults[address] = found
    assert not faults


def test_every_form_is_sent_and_answered_without_javascript(
    rooms: dict[str, str], open_page: Callable[..., Any]
) -> None:
    base, page = rooms["portal"], open_page(java_script_enabled=False)
    sent: set[str] = set()
    for address in dict.fromkeys([*routes_of(page, base), *asked(page, base)]):
        page.goto(base + address)
        for place, what in enumerate(page.evaluate(FORMS)):
            kind = CODES.sub("*", what)
            if kind in sent:
                continue
            sent.add(kind)
            page.goto(base + address)
            page.evaluate(FILL, place)
            send = page.locator("form:not([method=dialog])").nth(place).locator("button:not([type=button])").first
            with page.expect_navigation() as leading:
                send.click()
            assert leading.value.status == 200, (address, what, page.url)
            assert page.locator("h1").count() == 1, (address, what, page.url)
            page.goto(base + address)
    actions = {one.split()[0] for one in sent}
    assert actions >= {"/language/", "/search/", "/compare/", "/timeline/", "/turn-to/"}, actions


@pytest.mark.parametrize(("language", "width", "scheme"), WINDOWS)
def test_axe_finds_nothing_in_any_answer(
    language: str, width: int, scheme: str, rooms: dict[str, str], open_page: Callable[..., Any]
) -> None:
    """The answers of every kind in each window; of everything else that can be asked each in one."""
    base = rooms["portal"]
    page = open_page(locale=language, viewport={"width": width, "height": 800}, color_scheme=scheme)
    others = [one for one in asked(page, base) if one not in ANSWERED]
    turn = WINDOWS.index((language, width, scheme))
    faults = {}
    for address in (*ANSWERED, *others[turn :: len(WINDOWS)]):
        page.goto(base + address)
        found = axe(page) + (["overflows sideways"] if page.evaluate(OVERFLOW) > 0 else [])
        if found:
            faults[address] = found
    assert not faults


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", 360)])
def test_the_keyboard_reaches_everything_in_an_answer_and_shows_where_it_is(
    language: str, width: int, rooms: dict[str, str], open_page: Callable[..., Any]
) -> None:
    """Every link, field, summary and bar of a chart, with every disclosure open; one of a group of choices is enough."""
    page = open_page(locale=language, viewport={"width": width, "height": 800}, reduced_motion="reduce")
    faults = {}
    for address in ANSWERED:
        page.goto(rooms["portal"] + address)
        stops = page.evaluate(WATCH)
        assert stops > 5, address
        # Fields for a day have a stop for each of their parts.
        for _ in range(stops + 4 * page.locator("input[type=date]").count() + 3):
            page.keyboard.press("Tab")
        assert urlsplit(page.url).path == urlsplit(address).path
        if found := {"not reached": page.evaluate("left()"), "focus not seen": page.evaluate("unseen")}:
            faults |= {address: found} if any(found.values()) else {}
    assert not faults
