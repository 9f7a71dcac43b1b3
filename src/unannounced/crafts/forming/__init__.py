"""Check-lists as forms: an XLSForm becomes an XForm, and what was filled in becomes labelled answers.

``workbook`` reads the file, ``checking`` names what is wrong with it by sheet, row and column, ``converting`` makes the
XForm by pyxform, ``xforms`` reads one, ``answering`` puts words to an instance, ``odk_encryption`` opens what ODK
Collect encrypted. No database here.
"""
