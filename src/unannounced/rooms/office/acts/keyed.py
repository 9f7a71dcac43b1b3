"""The id of what a form will make: given out with it, so that sent twice it is made once."""

from uuid import UUID, uuid4

from django import forms
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _


class KeyedForm(forms.Form):
    """A form that carries the id of what it will make, signed for ``signed_for``: a viewer, an act, a subject."""

    signed_for: str
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def new_key(self) -> str:
        """An id, signed."""
        return self._signer().sign(str(uuid4()))

    def clean_key(self) -> UUID:
        """The id back again; an id that was not given out here tells nobody whether it is taken."""
        try:
            return UUID(self._signer().unsign(self.cleaned_data["key"]))
        except (BadSignature, ValueError) as unknown:
            raise forms.ValidationError(_("This form is not as it was given out. Open it again.")) from unknown

    def _signer(self) -> Signer:
        return Signer(salt=self.signed_for)
