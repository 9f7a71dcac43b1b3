"""The portal as files: every page rendered once, so that any web server or archive can hold it.

``naming`` says which addresses stand in a still and under what path; ``asking`` renders one; ``relinking`` makes its
links relative and puts words where a form needs a server; ``keeping`` is the manifest; ``making`` does the whole.
"""
