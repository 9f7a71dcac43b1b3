"""The accounts one can sign in with in the demonstration; plain words, so that telling them needs no database."""

PASSWORD = "a door left ajar"  # noqa: S105  (of invented people, printed by the demonstration)
SIGN_IN = {
    "ana": "member, rapporteur, on the delegation of a visit that is still hidden",
    "tomas": "member, on that delegation too",
    "ines": "member, not on it; keeps the register of communications",
    "maud": "secretariat; keeps the register of communications",
    "ruth": "expert, on that delegation too",
    "piet": "auditor",
    "rosa": "administrator",
}
LIAISON = {
    "mirela": ("Mirela Sandor", "XXA", "liaison officer of Aldmoor, which cooperates"),
    "goran": ("Goran Petrov", "XXB", "liaison officer of Bresk, which answers late or in part"),
}
"""By login: the name, the State and who it is; they sign in to the liaison room."""
KEEPERS = ("maud", "ines")
"""By login: who keeps the register of communications. The passphrase of their keys is the password."""
RECEIPT = ("orange", "ladder", "winter", "bell", "harvest", "acorn", "river", "lantern", "otter", "bridge")
"""The ten words of a sender of the worked case, so that whoever tries can come back with them and read the answers."""
