"""What a sender writes, and the words by which they come back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unannounced.duties import posting
from unannounced.duties.receiving import TOLD_WORDS, WAY_WORDS, Risk, Way

LONGEST_LINE = 500
QUIET = {"autocomplete": "off", "spellcheck": "false"}
"""Nothing typed is kept by a browser, or sent to whoever checks its spelling."""
IN_CUSTODY = [("yes", _("Yes")), ("no", _("No")), ("unknown", _("I do not know, or do not want to say"))]
FOR = [
    ("self", _("I write for myself")),
    ("other", _("I write for somebody else")),
    ("", _("I do not want to say")),
]
FEARS = [
    (Risk.FEARED.value, _("Yes, I am afraid of that")),
    (Risk.HAPPENED.value, _("It has happened already")),
    (Risk.NONE_SEEN.value, _("No")),
    (Risk.UNKNOWN.value, _("I do not know")),
]


class Files(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each a file."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(widget=Files(attrs={"multiple": True}), **settings)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """A list, also of one or none."""
        given = data if isinstance(data, list | tuple) else [data]
        return [file for file in (super(FilesField, self).clean(one, initial) for one in given) if file]


class LetterForm(forms.Form):
    """A letter. Only the text has to be there."""

    text = forms.CharField(
        label=_("What do you want to tell?"),
        help_text=_("What happened, where, when, to whom, who did it or knew of it. Write as you would speak."),
        max_length=posting.LONGEST_TEXT,
        widget=forms.Textarea(attrs=QUIET | {"rows": 12}),
    )
    place = forms.CharField(
        label=_("Which place is it about?"),
        help_text=_("Its name or number, and the town; as you call it."),
        max_length=LONGEST_LINE,
        required=False,
        widget=forms.TextInput(attrs=QUIET),
    )
    told = forms.MultipleChoiceField(
        label=_("What is it about?"),
        help_text=_("This decides how soon it is read."),
        choices=[(told.value, _(words)) for told, words in TOLD_WORDS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    for_whom = forms.ChoiceField(
        label=_("For whom do you write?"), choices=FOR, required=False, widget=forms.RadioSelect
    )
    in_custody = forms.ChoiceField(
        label=_("Is the person held at this moment?"), choices=IN_CUSTODY, required=False, widget=forms.RadioSelect
    )
    ways = forms.MultipleChoiceField(
        label=_("How may you be answered?"),
        help_text=_("Mark only what is safe. The first way leaves no trace at the place where somebody is held."),
        choices=[(way.value, _(words)) for way, words in WAY_WORDS.items()],
        initial=[Way.RECEIPT.value],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    fears = forms.ChoiceField(
        label=_("Could somebody be harmed because you wrote?"),
        choices=FEARS,
        initial=Risk.UNKNOWN.value,
        required=False,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=_("Your name"),
        help_text=_("You need not give one. It is sealed apart from the letter, and opened only with a reason."),
        max_length=LONGEST_LINE,
        required=False,
        widget=forms.TextInput(attrs=QUIET),
    )
    reach = forms.CharField(
        label=_("How can you be reached?"),
        help_text=_("Only if you want to be answered in another way than here: an address, a telephone, a lawyer."),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs=QUIET | {"rows": 3}),
    )
    attached = FilesField(
        label=_("Files"),
        help_text=_(
            "Photographs, papers, recordings. What they say of who made them, where and when is taken out, if that can "
            "be done."
        ),
        required=False,
    )


class WordsForm(forms.Form):
    """The ten words of a receipt."""

    words = forms.CharField(
        label=_("Your ten words"),
        help_text=_("In their order. Of each word the first four letters are enough."),
        max_length=1_000,
        widget=forms.Textarea(attrs=QUIET | {"rows": 3, "autocapitalize": "none"}),
    )
