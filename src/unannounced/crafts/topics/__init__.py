"""What an item is about: topics of the mechanism's own taxonomy, given with how sure that is and which words decided.

``taxonomy(path)`` and ``shipped()`` read a taxonomy, ``Classifier.load(model, taxonomy).classify(texts)`` gives topics.
``model`` is what ``training.train`` made, or None: then the cue words of the taxonomy decide, with modest confidence.
"""

from unannounced.crafts.topics.classifying import Classifier, Given
from unannounced.crafts.topics.stored import ModelProblem
from unannounced.crafts.topics.taxonomy import Taxonomy, Topic, shipped, taxonomy

__all__ = ["Classifier", "Given", "ModelProblem", "Taxonomy", "Topic", "shipped", "taxonomy"]
