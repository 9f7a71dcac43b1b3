"""Made-up items with topics, for measuring where no real ones are."""

from random import Random

from unannounced.crafts.topics import shipped
from unannounced.crafts.topics.testing import Known

ITEMS, STATES = 10_000, 40


def made_up() -> Known:
    """Items put together from the examples and cue words of the shipped topics, of invented States."""
    chance, topics = Random(5), shipped().topics
    texts, given, states = [], [], []
    for number in range(ITEMS):
        about = chance.sample(topics, k=1 + number % 3)
        cues = [chance.choice(topic.words).rstrip("*") for topic in about]
        texts.append(f"{chance.choice(about[0].examples)} So for {', '.join(cues)} in all places, without delay.")
        given.append([topic.id for topic in about])
        states.append(str(number % STATES))
    return Known(texts, given, states)
