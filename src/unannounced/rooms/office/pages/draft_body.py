"""The paragraphs of a draft as one works in them, joined in Python: text with its items marked, notes, acts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from unannounced.duties import drafting
from unannounced.duties.drafting import Found
from unannounced.duties.laying_out import CITATION, REFERENCE, SetItem, SetParagraph, marked
from unannounced.records.accounts.queries import Viewer
from unannounced.records.reports.models import Suggestion
from unannounced.rooms.office.pages import shown
from unannounced.rooms.office.pages.draft_acts import Link, html_of, moving_key
from unannounced.rooms.web.templatetags.field_words import said

FIRST = ("rewrite", "mark-item", "insert-after")
"""The acts beside each paragraph; the others are folded."""


@dataclass(frozen=True, slots=True)
class Around:
    """What is known around the paragraphs that are shown.

    ``order`` are the numbers of all that stand, ``beside`` wordings kept beside paragraphs, ``stood`` items whose words
    stood in the text once.
    """

    order: Sequence[int]
    taken_out: Mapping[int, str]
    standards: Collection[str]
    stood: Collection[str]
    beside: Mapping[UUID, Sequence[Suggestion]]
    on_paragraphs: Mapping[str, Link]
    on_items: Mapping[str, Link]
    viewer: Viewer
    token: str
    moves: int


def draft_html(paragraphs: Sequence[SetParagraph], before: str, around: Around) -> SafeString:
    """The paragraphs in order, a heading where the chapter changes; ``before`` is that of the one before them."""
    words, pieces, heading = _Words(), [], before
    places = {number: place for place, number in enumerate(around.order)}
    numbers = set(around.order)
    for paragraph in paragraphs:
        if paragraph.chapter != heading:
            heading = paragraph.chapter
            pieces.append(_heading(paragraph))
        notes = list(drafting.notes(paragraph, numbers, around.taken_out, around.standards))
        pieces.append(_paragraph(paragraph, words, around, notes, places[paragraph.number]))
    # Every text from outside went through `escape`.
    return mark_safe("\n".join(pieces))  # noqa: S308  # nosec


class _Words:
    """What is the same under each paragraph, translated once."""

    def __init__(self) -> None:
        self.up, self.down = escape(_("Up")), escape(_("Down"))
        self.more = escape(_("More"))
        self.to = escape(_("to {addressee}"))
        self.gone = escape(_("Its words no longer stand in the paragraph."))
        self.nobody = escape(_("No addressee is named."))
        self.after = escape(_("It is set after the paragraph."))
        self.beside = escape(_("Kept beside it: what {person} wrote while somebody else saved"))
        self.beside_link = escape(_("What is said beside it"))
        self.wording = escape(_("wording {number}"))


def _heading(paragraph: SetParagraph) -> str:
    *above, last = paragraph.headings or ("–",)
    over = f'<small class="muted">{escape(" › ".join(above))} › </small>' if above else ""
    return f"<h2>{over}{escape(last)}</h2>"


def _paragraph(paragraph: SetParagraph, words: _Words, around: Around, notes: Sequence[Found], place: int) -> str:
    number, key = paragraph.number, UUID(paragraph.id)
    wording = ""
    if paragraph.wording > 1:
        wording = f' <small class="muted">({words.wording.format(number=paragraph.wording)})</small>'
    first, *rest = text_html(paragraph, around).split("\n\n")
    anchor = f'<a class="para-no" href="#p-{number}">{number}.</a>'
    html = [f'<p class="para" id="p-{number}" data-row tabindex="-1">{anchor}{first}{"" if rest else wording}</p>']
    html += [f"<p>{part}</p>" for part in rest[:-1]] + [f"<p>{part}{wording}</p>" for part in rest[-1:]]
    html += [f'<p class="notice warning draft-note">{escape(said(one.sentence))}</p>' for one in notes]
    inside = {item.id for _piece, item in marked(paragraph.text, paragraph.items) if item is not None}
    html += [_item(item, words, around, inside) for item in paragraph.items]
    html += [_beside(one, words, key) for one in around.beside.get(key, ())]
    html.append(_acts(number, key, words, around, place))
    return "\n".join(html).replace("\n\n", "\n")


def text_html(paragraph: SetParagraph, around: Around) -> str:
    """The text with the words of its items marked, its references and citations as links."""
    pieces = []
    for piece, item in marked(paragraph.text, paragraph.items):
        html = _linked(str(escape(piece)), around)
        pieces.append(html if item is None else f'<mark class="item-words kind-{item.kind.value}">{html}</mark>')
    parts = "".join(pieces).split("\n\n")
    return "\n\n".join(part.replace("\n", "<br>") for part in parts)


def _linked(html: str, around: Around) -> str:
    if "§" in html:
        html = REFERENCE.sub(lambda found: _reference(found[0], int(found["number"]), around), html)
    if "[" in html:
        html = CITATION.sub(lambda found: _citation(found[0], found["standard"], around), html)
    return html


def _reference(words: str, number: int, around: Around) -> str:
    if number in around.taken_out:
        return f'<a href="#taken-out">{words}</a>'
    known = number in around.order
    return f'<a href="?at={number}#p-{number}">{words}</a>' if known else words


def _citation(words: str, standard: str, around: Around) -> str:
    return f'<a href="{reverse("standard", args=[standard])}">{words}</a>' if standard in around.standards else words


def _item(item: SetItem, words: _Words, around: Around, inside: Collection[str]) -> str:
    key = UUID(item.id)
    about = [f'<a href="{reverse("item", args=[key])}">{escape(shown.kind_word(item.kind.value))} {item.number}</a>']
    if item.addressee:
        about.append(words.to.format(addressee=escape(item.addressee)))
    elif item.kind.value != "comment":
        about.append(words.nobody)
    text = ""
    if item.id not in inside:
        about.append(words.gone if item.id in around.stood else words.after)
        text = f"<p>{_linked(str(escape(item.text)), around)}</p>".replace("\n", "<br>")
    acts = html_of(around.on_items, key)
    return (
        f'<div class="marked kind-{item.kind.value}"><p class="marked-kind">{" · ".join(about)}</p>{text}'
        f'<p class="row small para-acts">{acts}</p></div>'
    )


def _beside(one: Suggestion, words: _Words, paragraph: UUID) -> str:
    """A wording that was kept while somebody else saved: both are shown."""
    text = str(escape(one.text)).replace("\n", "<br>")
    title = words.beside.format(person=escape(one.made_by.display_name))
    link = f'<a href="{reverse("paragraph", args=[paragraph])}">{words.beside_link}</a>'
    return f'<div class="notice warning draft-note"><p><strong>{title}</strong></p><p>{text}</p><p>{link}</p></div>'


def _acts(number: int, key: UUID, words: _Words, around: Around, place: int) -> str:
    links = around.on_paragraphs
    if not links:
        return ""
    steps = ""
    if "move" in links:
        order = around.order
        up = _button(order[place - 1], words.up, number) if place else ""
        down = _button(order[place + 1], words.down, number) if place + 1 < len(order) else ""
        hidden = "".join(
            f'<input type="hidden" name="{name}" value="{value}">'
            for name, value in (
                ("csrfmiddlewaretoken", around.token),
                ("key", moving_key(around.viewer, key)),
                ("seen_moves", around.moves),
            )
        )
        move = links["move"]
        steps = f'<form method="post" action="{move.before}{key}{move.behind}" class="row">{hidden}{up}{down}</form>'
    folded = html_of(links, key, [name for name in links if name not in FIRST])
    beside = f'<a href="{reverse("paragraph", args=[key])}">{words.beside_link}</a>'
    more = f'<details class="why"><summary>{words.more}</summary><p class="row small">{folded} {beside}</p></details>'
    return f'<div class="row small para-acts draft-acts">{html_of(links, key, FIRST)}{steps}{more}</div>'


def _button(to: int, word: str, number: int) -> str:
    return f'<button name="to" value="{to}" aria-label="{word}: §{number}">{word}</button>'
