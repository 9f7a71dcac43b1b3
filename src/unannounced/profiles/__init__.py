"""The profile files of the mechanisms that come with Unannounced: cpt.toml, spt.toml and national.toml."""
