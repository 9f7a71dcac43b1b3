"""Check-lists of the mechanism, as XLSForms, and the visits they are used on."""
