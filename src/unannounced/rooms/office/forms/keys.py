"""What the browser hands over of somebody's own key: never the passphrase, which stands in fields without a name."""

from django import forms
from django.utils.translation import gettext_lazy as _

from unannounced.rooms.office.acts.on_keys import SealedField


class NewKeyForm(forms.Form):
    """A key made in the browser."""

    recipient = SealedField()
    locked = SealedField()


class NewPassphraseForm(forms.Form):
    """The same key, locked anew; ``seen`` is the digest of how it was locked before."""

    locked = SealedField()
    seen = SealedField()


class PasskeyOpensForm(forms.Form):
    """The same key as a passkey opens it: which passkey, and the identity locked by what that passkey alone gives."""

    credential = SealedField()
    locked = SealedField()


class PasskeyNoMoreForm(forms.Form):
    """Which passkey opens the key no more."""

    credential = SealedField()


class GiveUpKeyForm(forms.Form):
    """Revoking one's own key."""

    even_so = forms.BooleanField(
        label=_("I revoke it although nobody else can open what is sealed to these visits"), required=False
    )
