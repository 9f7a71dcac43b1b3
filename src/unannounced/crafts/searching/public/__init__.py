"""Full-text search over what was published, in every language of the corpus.

``folding`` and ``languages`` say what a word is; ``detecting`` in which language a text is; ``parsing`` what people
ask; ``asking`` makes a query of it; ``index`` has the folder; ``marking`` what is shown; ``counting`` how many there
are of each; ``suggesting`` what somebody may be about to type, or meant.
"""
