"""Taking a register of places in by page: lay a table, say what its columns mean, see what would happen, take it in."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from unannounced.crafts.registers.mapping import Mapping, MappingProblem, read_mapping, write_mapping
from unannounced.crafts.registers.suggesting import Question, Suggestion, suggest
from unannounced.crafts.registers.tables import NotATable, open_table
from unannounced.duties.confidentiality import Act
from unannounced.duties.decision import Refused
from unannounced.duties.registering import ATTRIBUTES, COUNTS, EVENTS
from unannounced.duties.words import Sentence
from unannounced.records.accounts.queries import permitted
from unannounced.records.places.actions import save_mapping
from unannounced.records.places.foreseen import WORDS, How
from unannounced.records.places.laying import ask_to_take, lay, map_by, note_foreseen, remove, table_of, tables_of
from unannounced.records.places.models import LaidTable, TableStage
from unannounced.rooms.office.doors import Asked
from unannounced.rooms.office.forms.register_mapping import MappingForm
from unannounced.rooms.office.pages.take_in import name_of
from unannounced.rooms.office.table_work import (
    fitting,
    foresee_laid,
    is_small,
    kept,
    known_mappings,
    mapping_of,
    opened,
    take_laid,
)
from unannounced.rooms.office.uploads import CutFile

FIRST_ROWS, ON_A_PAGE, MOST_COLUMNS = 20, 50, 2_000
SHAPES = {
    How.UNSURE.value: "clock",
    How.MATCHED.value: "half",
    How.CHANGED.value: "half",
    How.NEW.value: "check",
    How.KNOWN.value: "ring",
    How.REFUSED.value: "cross",
}
SAYS = {**ATTRIBUTES, **COUNTS, **EVENTS}


class LayForm(forms.Form):
    """A table, and the mapping by which it is read, if there is one."""

    table = forms.FileField(
        label=lazy("Table"),
        help_text=lazy("CSV, XLSX or Parquet, also compressed with gzip; up to 64 megabytes"),
        error_messages={
            "required": lazy("No file was chosen. Choose the table."),
            "empty": lazy("The file is empty. Choose another one."),
        },
    )
    mapping = forms.ChoiceField(
        label=lazy("Mapping"),
        required=False,
        help_text=lazy("what each column means; without one, the columns are looked at and you say what they mean"),
    )

    def __init__(self, *args: Any, names: list[str], **kwargs: Any) -> None:
        kwargs["auto_id"] = "f-%s"
        super().__init__(*args, **kwargs)
        field = self.fields["mapping"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", lazy("the one that fits, or a new one")), *((one, one) for one in names)]


@dataclass(frozen=True, slots=True)
class Row:
    """What becomes of a row, in words."""

    row: int
    name: str
    key: str
    word: str
    shape: str
    place: str
    called: str
    changes: list[tuple[str, str, str, int]]
    reasons: list[Sentence]
    offers: list[tuple[str, str, int, list[Sentence]]]


def register_take_in(request: Asked) -> HttpResponse:
    """Choose a table; with POST, keep it and look at its columns."""
    decision = permitted(Act.TAKE_IN_REGISTER, request.viewer)
    if isinstance(decision, Refused):
        status = HTTPStatus.CONFLICT if request.method == "POST" else HTTPStatus.OK
        return render(request, "office/register_take_in.html", {"refusal": decision}, status=status)
    mappings = known_mappings()
    waiting = tables_of(request.viewer)[:ON_A_PAGE]
    if request.method != "POST":
        context = {"form": LayForm(names=sorted(mappings)), "waiting": waiting}
        return render(request, "office/register_take_in.html", context)
    form = LayForm(request.POST, request.FILES, names=sorted(mappings))
    laid = _laid(request, form, mappings) if form.is_valid() else None
    if laid is None:
        context = {"form": form, "waiting": waiting}
        return render(request, "office/register_take_in.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return redirect("register_table", laid.pk)


def _laid(request: Asked, form: LayForm, mappings: dict[str, Mapping]) -> LaidTable | None:
    """The table that was laid; ``None`` with the reason in the form if it is none."""
    given = form.cleaned_data["table"]
    if isinstance(given, CutFile):
        form.add_error("table", _("The file is larger than 64 megabytes. Take it in by command on the server."))
        return None
    content, name = given.read(), name_of(given)
    try:
        table = open_table(content, name)
    except NotATable as no:
        for part in (no.problem.reason, no.problem.way_out):
            form.add_error("table", str(Sentence(_(part), no.problem.facts)))
        return None
    if len(table.header) > MOST_COLUMNS:
        form.add_error("table", _("The table has more columns than a page can ask about. Take it in by command."))
        return None
    chosen = form.cleaned_data["mapping"]
    mapping = mappings[chosen] if chosen else fitting(table)
    if mapping is None:
        mapping = suggest(table, today=request.moment.date()).mapping
    return lay(name, content, write_mapping(mapping), by=request.viewer, at=request.moment)


def _found(request: Asked, table: UUID) -> LaidTable:
    laid = table_of(request.viewer, table)
    if laid is None:
        raise Http404
    return laid


def register_table(request: Asked, table: UUID) -> HttpResponse:
    """Say what the columns mean; with POST, see what taking the table in would do, or keep the mapping."""
    laid = _found(request, table)
    if laid.stage == TableStage.TAKEN and laid.source is not None:
        return redirect("place_source", laid.source.pk)
    if laid.stage in (TableStage.TO_FORESEE, TableStage.TO_TAKE):
        return redirect("register_foreseen", laid.pk)
    try:
        return _mapped_page(request, laid)
    except NotATable as no:
        note_foreseen(laid, {"refusal": kept(no.problem)})
        return redirect("register_foreseen", laid.pk)


def _mapped_page(request: Asked, laid: LaidTable) -> HttpResponse:
    problem = ""
    if request.method == "POST" and "text" in request.POST:
        problem = _by_text(request, laid)
        if not problem:
            return redirect("register_table", laid.pk)
    mapping = mapping_of(laid, finished=False)
    read = opened(laid, mapping)
    suggestion = suggest(read, today=request.moment.date())
    sent = request.POST if request.method == "POST" and "text" not in request.POST else None
    form = MappingForm(sent, mapping=mapping, header=read.header, initial={"as_of": laid.as_of})
    if form.is_bound and form.is_valid():
        return _said(request, laid, form)
    context = {
        "laid": laid,
        "form": form,
        "lines": form.lines([cells for _number, cells in read.first_rows(FIRST_ROWS)], _reasons(suggestion.columns)),
        "first_rows": read.first_rows(5),
        "header": read.header,
        "form_of": read.form,
        "sheets": read.sheets,
        "kept": [(" + ".join(one.heads), SAYS.get(one.means, one.means)) for one in form.kept],
        "questions": [] if form.is_bound else [_question(one) for one in _unanswered(suggestion, mapping, laid)],
        "text": request.POST.get("text", laid.mapping),
        "problem": problem,
        "saving": "save" in request.POST,
    }
    wrong = form.is_bound or problem
    return render(
        request,
        "office/register_table.html",
        context,
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
    )


def _by_text(request: Asked, laid: LaidTable) -> str:
    """Read the table by the mapping's text as it was written; what is wrong with it."""
    text = request.POST["text"][:100_000]
    try:
        read_mapping(text, where=laid.file_name, finished=False)
    except MappingProblem as problem:
        return str(problem)
    map_by(laid, text, laid.as_of)
    return ""


def _said(request: Asked, laid: LaidTable, form: MappingForm) -> HttpResponse:
    """Keep what was said, save it by its name if that was asked, and foresee."""
    if "save" in request.POST:
        save_mapping(form.cleaned_data["name"], form.text, by=request.viewer, at=request.moment)
    foresee_now = request.POST.get("then") != "keep"
    waits = foresee_now and not is_small(laid)
    map_by(laid, form.text, form.cleaned_data["as_of"], then=TableStage.TO_FORESEE if waits else TableStage.MAPPING)
    if not foresee_now:
        return redirect("register_table", laid.pk)
    if not waits:
        foresee_laid(laid, today=request.moment.date())
    return redirect("register_foreseen", laid.pk)


def register_foreseen(request: Asked, table: UUID) -> HttpResponse:
    """What taking the table in would do, row by row; with POST, take it in."""
    laid = _found(request, table)
    if laid.stage == TableStage.TAKEN and laid.source is not None:
        return redirect("place_source", laid.source.pk)
    if laid.stage == TableStage.MAPPING:
        return redirect("register_table", laid.pk)
    if request.method == "POST" and laid.stage == TableStage.FORESEEN:
        if not is_small(laid):
            ask_to_take(laid)
        elif (source := take_laid(laid, by=request.viewer, at=request.moment)) is not None:
            return redirect("place_source", source.pk)
        return redirect("register_foreseen", laid.pk)
    held: dict[str, Any] = laid.foreseen or {}
    asked = request.GET.get("how", "")
    rows = [one for one in held.get("rows", []) if not asked or one["how"] == asked]
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    problems = Paginator(held.get("problems", []), ON_A_PAGE).get_page(request.GET.get("problems"))
    context = {
        "laid": laid,
        "waits": laid.stage in (TableStage.TO_FORESEE, TableStage.TO_TAKE),
        "taking": laid.stage == TableStage.TO_TAKE,
        "held": held,
        "counts": [
            (how, WORDS[How(how)], number, SHAPES[how], how == asked) for how, number in held.get("counts", {}).items()
        ],
        "page": page,
        "rows": [_row(one) for one in page],
        "problems": problems,
        "problem_lines": [_problem(one) for one in problems],
        "missing": held.get("missing", [])[:ON_A_PAGE],
        "more_missing": max(0, len(held.get("missing", [])) - ON_A_PAGE),
        "refusal": _problem(held["refusal"]) if held.get("refusal") else None,
        "known_url": reverse("place_source", args=[held["known"]]) if held.get("known") else "",
        "may_take": bool(held) and not held.get("refusal") and not held.get("known"),
    }
    return render(request, "office/register_foreseen.html", context)


def register_remove(request: Asked, table: UUID) -> HttpResponse:
    """Remove a table that was laid; asked once before."""
    laid = _found(request, table)
    if request.method == "POST":
        remove(laid)
        return redirect("register_take_in")
    return render(request, "office/register_remove.html", {"laid": laid})


def _reasons(columns: Any) -> dict[str, Sentence]:
    return {one.head: Sentence(one.reason.sentence, one.reason.facts) for one in columns if one.means}


def _unanswered(suggestion: Suggestion, mapping: Mapping, laid: LaidTable) -> Iterator[Question]:
    """What nobody has said yet: a mapping that was not only proposed has answers already."""
    words = {head: one.words for one in mapping.columns if one.otherwise is None for head in one.heads}
    answered = {
        "state": bool(mapping.state) or any(one.means == "state" for one in mapping.columns),
        "as_of": bool(mapping.as_of or laid.as_of),
    }
    proposed = mapping.name == suggestion.mapping.name
    for one in suggestion.questions:
        if one.about == "words":
            open_still = one.head in words and one.facts.get("word") not in words[one.head]
        else:
            open_still = not answered.get(one.about, not proposed)
        if open_still:
            yield one


def _question(one: Question) -> tuple[str, Sentence]:
    return one.head, Sentence(one.sentence, one.facts)


def _problem(one: dict[str, Any]) -> dict[str, Any]:
    return {
        **one,
        "reason": Sentence(one["reason"], one.get("facts", {})),
        "way_out": Sentence(one.get("way_out", ""), one.get("facts", {})),
    }


def _row(one: dict[str, Any]) -> Row:
    return Row(
        row=one["row"],
        name=one["name"],
        key=one["key"],
        word=WORDS[How(one["how"])],
        shape=SHAPES[one["how"]],
        place=one["place"] or "",
        called=one["called"],
        changes=[
            (SAYS.get(change["what"], change["what"]), change["before"], change["after"], change.get("new_days", 0))
            for change in one["changes"]
        ],
        reasons=_sentences(one["reasons"]),
        offers=[
            (offer["place"], offer["name"], offer["likeness"], _sentences(offer["reasons"])) for offer in one["offers"]
        ],
    )


def _sentences(reasons: Any) -> list[Sentence]:
    return [Sentence(sentence, facts) for sentence, facts, _for in reasons]
