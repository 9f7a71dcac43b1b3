"""The sentences that scripts fill in, in the language of the page."""

import json

from django.utils.translation import gettext as _


def sentences() -> str:
    """By their names, as JSON."""
    said = {
        "sealing": _("Your letter is being sealed on this device."),
        "sending": _("It is being sent."),
        "file": _("File {number} of {all}: {share} %."),
        "again": _("The line was cut. It is tried again by itself; keep the page open."),
        "full": _("There is no room for it at this moment. Keep the page open; it is tried again by itself."),
        "not_taken": _("It was not taken: {message}"),
        "no_key": _("Nothing can be taken at this moment. Keep what you wrote, and come back later."),
        "text": _("Write what you want to tell first."),
        "working": _("The device does some work before it may send. That keeps floods out and counts nobody."),
        "too_large": _("{name} has more than 100 MB. Leave it out, or send a smaller one."),
        "many_files": _("At most {most} files go with one letter. Leave some out and send them afterwards."),
        "not_cleaned": _("{name}: what the file says of itself cannot be taken out. It may name who made it."),
        "cleaned": _("{name}: what the file said of itself is taken out."),
        "wrong": _("Words that are missing or in no list: {places}. Compare them with your paper."),
        "nothing": _(
            "Nothing is found under these words: no letter, or it was erased, or a word is wrong. Compare them with "
            "your paper."
        ),
        "letters": _("Letters under these words: {letters}. Of these the office has fetched {fetched}."),
        "no_answer": _("There is no answer yet. Come back in some days."),
        "unreadable": _("This answer cannot be read with these words."),
        "next": _("Next question"),
        "back": _("Back"),
        "add": _("Add something"),
        "answer": _("Answer {number}"),
        "files_taken": _("All files were taken: {all}."),
        "step": _("Question {number} of {all}"),
    }
    return json.dumps(said, ensure_ascii=False)
