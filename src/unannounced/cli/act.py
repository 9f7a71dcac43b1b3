"""Do an act of the office by command: the same form, the same rules, the same refusal as the page.

SUBJECT is the code of a State or of a rule, or the id of anything else that acts are done to;
`unannounced acts` lists the acts and the fields each takes; a document is given with --file.
"""

import argparse
import json
from pathlib import Path

from unannounced.cli import main, speaking
from unannounced.cli.speaking import CommandProblem

EXAMPLE = (
    "unannounced act state plan-visit XXA --as maud --set kind=periodic --set begins=2027-03-01 --set ends=2027-03-10"
)


def arguments(command: argparse.ArgumentParser) -> None:
    """What kind of thing, which act, on which, as whom, with what."""
    command.add_argument(
        "kind",
        help="state, visit, report, paragraph, item, reading, request, statement, session, point, procedure, election, "
        "candidate, term, place, source, measurement or rule",
    )
    command.add_argument("act", help="the act, such as note-entry")
    command.add_argument("subject", help="code or id of what it is done to")
    command.add_argument("--as", dest="person", required=True, metavar="PERSON", help="the login of who acts")
    command.add_argument("--set", dest="fields", action="append", default=[], metavar="FIELD=VALUE")
    command.add_argument("--file", dest="files", action="append", default=[], metavar="FIELD=PATH", help="a document")
    command.add_argument("--json", action="store_true", help="print what was done as JSON")


def run(asked: argparse.Namespace) -> int:
    """Fill in the form, carry it out, say what happened or why not."""
    main.enter("office")
    from unannounced.duties.decision import Refused, RefusedByRule
    from unannounced.records.ledger.actions import (
        BY_COMMAND,
        KeptOtherwise,
        SomebodyWasFirst,
        acting,
    )
    from unannounced.rooms.office.acts.registry import decision_on, is_delegate

    at = speaking.now()
    viewer = speaking.as_viewer(asked.person, at.date())
    form_class, subject = _form_and_subject(asked, viewer)
    decision = decision_on(form_class, subject, viewer, today=at.date(), delegate=is_delegate(subject, viewer))
    if isinstance(decision, Refused):
        speaking.print_refusal(decision)
        return main.REFUSED
    context = {"subject": subject, "viewer": viewer, "today": at.date()}
    fields = [*asked.fields, f"key={form_class(**context).new_key()}"]
    form = form_class(data_of(fields), files_of(asked.files), **context)
    if not form.is_valid():
        raise CommandProblem(problems_of(form.errors.get_json_data()))
    try:
        with acting(BY_COMMAND):
            result = form.carry_out(by=viewer, at=at)
    except RefusedByRule as refused:
        speaking.print_refusal(refused.refusal)
        return main.REFUSED
    except SomebodyWasFirst as first:
        raise CommandProblem(
            "Somebody was first: it is no longer as you saw it. Nothing was changed; look again."
        ) from first
    except KeptOtherwise as kept:
        raise CommandProblem("This is kept already with other words. Nothing was changed.") from kept
    done = {"done": form_class.name, "kind": asked.kind, "result": type(result).__name__.lower(), "id": str(result.pk)}
    print(json.dumps(done) if asked.json else f"Done: {form_class.verb}. {type(result).__name__.lower()} {result.pk}")
    return main.DONE


def _form_and_subject(asked: argparse.Namespace, viewer: object):  # type: ignore[no-untyped-def]
    from django.core.exceptions import ValidationError

    from unannounced.rooms.office.acts import urls  # noqa: F401  (the forms enter themselves)
    from unannounced.rooms.office.acts.registry import REGISTRY
    from unannounced.rooms.office.acts.subjects import SUBJECTS

    form_class = REGISTRY.get((asked.kind, asked.act))
    if form_class is None:
        raise CommandProblem(f"There is no act “{asked.act}” on a {asked.kind}. `unannounced acts` lists them.")
    kind = next(subject for subject in SUBJECTS if subject.word == asked.kind)
    try:
        found = kind.find(viewer, asked.subject.upper() if kind.key == "code" else asked.subject)  # type: ignore[arg-type]
    except (ValidationError, ValueError):
        found = None
    if found is None and kind.key == "code":
        from unannounced.records.states.queries import UnknownState, state_called

        try:
            found = state_called(asked.subject)
        except UnknownState as unknown:
            raise CommandProblem(str(unknown)) from unknown
    if found is None:
        raise CommandProblem(f"There is no such {asked.kind}. `unannounced list` prints those you may see.")
    return form_class, found


def data_of(fields: list[str]) -> dict[str, object]:
    """``name=value`` pairs as a form takes them; a name said twice gives a list."""
    from django.http import QueryDict

    data = QueryDict(mutable=True)
    for field in fields:
        name, equals, value = field.partition("=")
        if not equals:
            raise CommandProblem(f"“{field}” must be written FIELD=VALUE.")
        data.appendlist(name, value)
    return data  # type: ignore[return-value]


def files_of(fields: list[str]) -> dict[str, object]:
    """``name=path`` pairs as a form takes what was sent with it."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    files: dict[str, object] = {}
    for field in fields:
        name, equals, path = field.partition("=")
        if not equals:
            raise CommandProblem(f"“{field}” must be written FIELD=PATH.")
        files[name] = SimpleUploadedFile(Path(path).name, Path(path).read_bytes())
    return files


def problems_of(errors: dict[str, list[dict[str, str]]]) -> str:
    return " ".join(f"{name}: {' '.join(one['message'] for one in ones)}" for name, ones in errors.items())
