"""List the topics, and from how many items each was learned."""

import argparse
from pathlib import Path

from unannounced.cli import main, speaking
from unannounced.cli.topics import holding

EXAMPLE = "unannounced topics list --language fr"


def arguments(command: argparse.ArgumentParser) -> None:
    """In which language; of which model."""
    command.add_argument("--language", default="en", metavar="CODE", help="of the names (default: en)")
    command.add_argument("--model", type=Path, metavar="FILE", help="a trained model (default: that here)")


def run(asked: argparse.Namespace) -> int:
    """A line for each topic, and how the model was made."""
    topics = holding.topics(asked)
    held = holding.classifier(asked, topics)
    counts = held.model.made.counts if held.model else {}
    rows = [
        {
            "topic": topic.id,
            "name": topic.name(asked.language),
            "under": topic.parent or None,
            "learned_from": counts.get(topic.id, 0),
            "cue_words": len(topic.words),
        }
        for topic in topics.topics
    ]
    speaking.print_rows(rows, as_json=asked.json)
    if not asked.json:
        for sentence in holding.told_of(held):
            print(sentence)
    return main.DONE
