"""Reading the press: the sentences of a news article that assert a fact of treaty law, as structured claims.

``claims_in`` gives what a text says and who says it, never whether it is so: ``duties.treaty.checking`` holds a claim
against the record. How conventions, States and bodies are called stands in ``facts/press.yaml``. Texts are English, or
Russian and Ukrainian as far as names, days and the usual verbs carry. What a claim says, by its kind:

========== =============================================================================================
ACT        ``act`` signature, ratification, accession, acceptance, approval, joined (in whatever form),
           entry_into_force (for the State), denunciation (left, denounced), denunciation_announced (is
           leaving, announced, decided), denunciation_notified (notice given), denunciation_revoked,
           signature_withdrawn; and steps at home: domestic_denunciation_law,
           domestic_denunciation_duma (a lower house or a parliament), domestic_denunciation_upper_house,
           government_resolution_denunciation, denunciation_bill_submitted, domestic_ratification_law
CONVENTION ``act`` adoption, opened_for_signature, entry_into_force; ``when`` is always known
BOUND      ``bound``; ``act`` "" (is a Party), access (visits), monitoring (any at all), rulings (of the
           Court), protections (the last there are, of no convention in particular); with ``since``,
           ``when`` is the first day. Membership of the Council of Europe is being bound by its Statute
PARTIES    ``number``, ``group``, ``excepted``; only exact numbers
MEMBERSHIP ``act`` membership_start, membership_end, suspension, expulsion, withdrawal, membership_years
           (``number``; of the convention named, or of the Statute)
EFFECT_DAY ``when`` the leaving takes effect; None where it is said that no day is set
MANDATE    ``act`` complaints, publishes, publishes_with_consent, without_notice, prohibits
========== =============================================================================================

Where the words leave open which convention is meant, ``convention`` is "" and ``open`` has the codes. Plans, wishes,
threats, questions and what is only supposed, believed or denied are no claims; nor is what is said of a convention not
known here, of a noun before which a convention only stands as an adjective ("the ECHR debate"), or of one of two
States. "Serbia and Montenegro" is the former State (SCG) from 2003 to 2006, and in doubt nobody.
"""

from unannounced.crafts.press.aliases import Aliases, read_aliases, shipped_aliases
from unannounced.crafts.press.reading import claims_in

__all__ = ["Aliases", "claims_in", "read_aliases", "shipped_aliases"]
