"""The catalogues of translation: complete, and each way of being incomplete is named."""

import doctest
from pathlib import Path

import pytest

from tests.architecture.conftest import script

pytestmark = pytest.mark.sqlite  # looks at files alone: once is enough

messages = script("messages")

MODULE = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
from unannounced.duties.words import say
NEEDED = say("{needed} members are needed.")
TITLE = _("Report")
OF = pgettext("addressee", "to: {name}")
def count(n): return ngettext("{n} visit", "{n} visits", n)
"""
PAGE = """{% load i18n %}<ul>
    {% for visit in visits %}
        <li>{% translate "Itinerary" context "visit" %} it's {{ "x"|default:_("not yet") }}
            {% blocktranslate count days=left with last=day %}{{ days }} day left, until {{ last }}{% plural %}
{{ days }} days left, until {{ last }}{% endblocktranslate %}</li>
  {% endfor %}</ul>
{% comment %}{% translate "never said" %}{% endcomment %}
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with one module and one page, and a catalogue in which all is translated."""
    made = tmp_path / "unannounced"
    (made / "templates").mkdir(parents=True)
    (made / "words.py").write_text(MODULE)
    (made / "templates" / "page.html").write_text(PAGE)
    messages.write("fr", made)
    for english, french in {
        "{needed} members are needed.": "Il faut {needed} membres.",
        "Report": "Rapport",
        "to: {name}": "à : {name}",
        "Itinerary": "Itinéraire",
        "not yet": "pas encore",
    }.items():
        say(made, english, french)
    say_both(made, "{n} visits", "{n} visite", "{n} visites")
    say_both(made, "%(days)s days left, until %(last)s", *["reste %(days)s, au %(last)s"] * 2)
    return made


def catalogue(package: Path) -> Path:
    """The catalogue of the package."""
    return Path(messages.path_of("fr", package))


def change(package: Path, before: str, after: str) -> None:
    """Write ``after`` for ``before``, which must be there."""
    text = catalogue(package).read_text()
    assert before in text
    catalogue(package).write_text(text.replace(before, after, 1))


def say(package: Path, english: str, french: str) -> None:
    """Translate a sentence."""
    change(package, f'msgid "{english}"\nmsgstr ""', f'msgid "{english}"\nmsgstr "{french}"')


def say_both(package: Path, plural: str, one: str, many: str) -> None:
    """Translate a sentence that has a plural."""
    before = f'{plural}"\nmsgstr[0] ""\nmsgstr[1] ""'
    change(package, before, f'{plural}"\nmsgstr[0] "{one}"\nmsgstr[1] "{many}"')


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_sentence_of_the_house_is_translated(language: str) -> None:
    assert messages.problems(language) == []


def test_sentences_of_modules_and_pages_are_gathered_with_plural_and_context(package: Path) -> None:
    found = {(one.context or "", one.id) for one in messages.gather(package) if one.id}
    assert found == {
        ("", "{needed} members are needed."),
        ("", "Report"),
        ("addressee", "to: {name}"),
        ("", ("{n} visit", "{n} visits")),
        ("visit", "Itinerary"),
        ("", "not yet"),
        ("", ("%(days)s day left, until %(last)s", "\n%(days)s days left, until %(last)s")),
    }


def test_a_catalogue_in_which_all_is_translated_has_no_problems(package: Path) -> None:
    assert messages.problems("fr", package) == []


def test_writing_again_keeps_translations_and_changes_no_byte(package: Path) -> None:
    messages.write("fr", package)
    before = catalogue(package).read_bytes()
    assert "Itinéraire".encode() in before
    assert messages.write("fr", package) == []
    assert catalogue(package).read_bytes() == before


def test_the_catalogue_names_files_but_neither_lines_nor_days(package: Path) -> None:
    text = catalogue(package).read_text()
    assert "#: unannounced/templates/page.html\n" in text
    assert "Date" not in text


def test_the_compiled_catalogue_lies_beside_it(package: Path) -> None:
    messages.write("fr", package)
    assert "Itinéraire".encode() in catalogue(package).with_suffix(".mo").read_bytes()


def test_a_sentence_that_is_gone_is_dropped_by_name(package: Path) -> None:
    (package / "words.py").write_text(MODULE.replace('_("Report")', '_("Reports")'))
    assert [one.split(" (")[0] for one in messages.write("fr", package)] == ["“Report”"]


def test_one_sentence_with_two_plurals_is_refused(package: Path) -> None:
    (package / "more.py").write_text('ngettext("{n} visit", "{n} calls", n)')
    with pytest.raises(SystemExit, match="another plural"):
        messages.gather(package)


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ('msgstr "Rapport"', 'msgstr ""', "fr: untranslated: “Report”"),
        ('msgstr[1] "{n} visites"', 'msgstr[1] ""', "fr: untranslated: “{n} visit”"),
        ('msgid "Report"', '#, fuzzy\nmsgid "Report"', "fr: fuzzy: “Report”"),
        ('msgid "Report"\nmsgstr "Rapport"', "", "fr: missing: “Report”"),
        ('msgid "Report"', 'msgid "Rumour"\nmsgstr "Rumeur"\n\nmsgid "Report"', "fr: obsolete: “Rumour”"),
        ('msgid "Report"', '#~ msgid "Rumour"\n#~ msgstr "Rumeur"\n\nmsgid "Report"', "fr: obsolete: “Rumour”"),
        ("Il faut {needed}", "Il faut {requis}", "fr: other placeholders in “Il faut {requis} membres.”"),
        ("Il faut {needed}", "Il faut vingt", "fr: other placeholders in “Il faut vingt membres.”"),
        ('[1] "reste %(days)s', '[1] "reste %(jours)s', "fr: other placeholders in “reste %(jours)s, au %(last)s”"),
    ],
)
def test_each_way_of_being_incomplete_is_named(package: Path, before: str, after: str, problem: str) -> None:
    change(package, before, after)
    assert any(one.startswith(problem) for one in messages.problems("fr", package)), messages.problems("fr", package)


def test_the_examples_of_the_script_hold() -> None:
    assert doctest.testmod(messages).failed == 0
