"""The accounts one can sign in with in the demonstration; plain words, so that telling them needs no database."""

PASSWORD = "a door left ajar"  # noqa: S105  (of invented people, printed by the demonstration)
SIGN_IN = {
    "ana": "member, rapporteur, on the delegation of a visit that is still hidden",
    "tomas": "member, on that delegation too",
    "ines": "member, not on it",
    "maud": "secretariat",
    "ruth": "expert, on that delegation too",
    "piet": "auditor",
    "rosa": "administrator",
}
