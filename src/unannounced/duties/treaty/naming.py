"""What treaties and acts are called: the codes of the register in words that can be translated."""

from unannounced.duties.treaty.standing import Standing
from unannounced.duties.words import say

TREATIES: dict[str, str] = {
    "ECPT": say(
        "European Convention for the Prevention of Torture and Inhuman or Degrading Treatment or Punishment (ETS 126)"
    ),
    "ECPT-P1": say("Protocol No. 1 to the European Convention for the Prevention of Torture (ETS 151)"),
    "ECPT-P2": say("Protocol No. 2 to the European Convention for the Prevention of Torture (ETS 152)"),
    "COE-STATUTE": say("Statute of the Council of Europe (ETS 1)"),
    "ECHR": say("European Convention on Human Rights (ETS 5)"),
    "ECHR-P15": say("Protocol No. 15 to the European Convention on Human Rights (CETS 213)"),
    "UNCAT": say(
        "United Nations Convention against Torture and Other Cruel, Inhuman or Degrading Treatment or Punishment"
    ),
    "OPCAT": say("Optional Protocol to the United Nations Convention against Torture"),
    "ICCPR": say("International Covenant on Civil and Political Rights"),
    "ICCPR-OP1": say("First Optional Protocol to the International Covenant on Civil and Political Rights"),
    "ICPPED": say("International Convention for the Protection of All Persons from Enforced Disappearance"),
    "ROME": say("Rome Statute of the International Criminal Court"),
}
"""Full names in the order in which a State's page shows them."""

SHORT: dict[str, str] = {
    "ECPT": say("European Convention for the Prevention of Torture"),
    "ECPT-P1": say("Protocol No. 1"),
    "ECPT-P2": say("Protocol No. 2"),
    "COE-STATUTE": say("Council of Europe"),
    "ECHR": say("European Convention on Human Rights"),
    "ECHR-P15": say("Protocol No. 15"),
    "UNCAT": say("UN Convention against Torture"),
    "OPCAT": say("Optional Protocol to the UN Convention against Torture"),
    "ICCPR": say("Covenant on Civil and Political Rights"),
    "ICCPR-OP1": say("First Optional Protocol to the Covenant"),
    "ICPPED": say("Convention on Enforced Disappearance"),
    "ROME": say("Rome Statute"),
}
"""Names short enough for a sentence or a line of a list; never the bare "Convention against Torture"."""

ACTS: dict[str, str] = {
    "acceptance": say("acceptance"),
    "accession": say("accession"),
    "approval": say("approval"),
    "art12_3_declaration": say("declaration under Art. 12(3)"),
    "art20_opt_out_withdrawn": say("exclusion of Art. 20 withdrawn"),
    "art24_postponement": say("postponement under Art. 24"),
    "cessation": say("end together with membership"),
    "consent_to_be_bound": say("consent to be bound"),
    "cpt_member_term_end": say("term of the member ended"),
    "declaration_art21_22": say("declaration under Art. 21 or 22"),
    "denunciation_bill_submitted": say("bill on denunciation submitted"),
    "denunciation_effective": say("leaving takes effect"),
    "denunciation_notified": say("notice of denunciation received by the depositary"),
    "denunciation_revoked": say("denunciation revoked"),
    "domestic_denunciation_duma": say("law on denunciation adopted by the lower house"),
    "domestic_denunciation_law": say("law on denunciation signed"),
    "domestic_denunciation_upper_house": say("law on denunciation approved by the upper house"),
    "domestic_ratification_law": say("law on ratification"),
    "effect_not_before": say("earliest day on which a denunciation could take effect"),
    "entry_into_force": say("entry into force for the State"),
    "government_resolution_denunciation": say("resolution of the Government on denunciation"),
    "membership_end": say("membership ended"),
    "membership_start": say("member"),
    "never_member": say("was never a member"),
    "never_party": say("was never Party"),
    "no_declaration_art22": say("no declaration under Art. 22"),
    "objection": say("objection"),
    "public_statement": say("public statement"),
    "ratification": say("ratification"),
    "reservation": say("reservation"),
    "signature": say("signature"),
    "signature_withdrawn": say("signature withdrawn"),
    "succession": say("succession"),
    "succession_to_signature": say("succession to signature"),
    "suspension": say("suspension"),
    "territorial_extension": say("extension to a territory"),
    "withdrawal_notified": say("notice of withdrawal received by the depositary"),
}

SHAPES: dict[Standing, str] = {
    Standing.NONE: "dash",
    Standing.SIGNATORY: "bar",
    Standing.CONSENTED: "half",
    Standing.PARTY: "dot",
    Standing.DENUNCIATION_PENDING: "clock",
    Standing.FORMER_PARTY: "cross",
    Standing.ENDED_WITH_MEMBERSHIP: "cross",
    Standing.NOT_KNOWN: "ring",
}
"""A shape for each standing, so that colour never speaks alone."""
