"""Give topics to texts: for each, how sure that is, and the words that decided.

FILE is what `unannounced read` prints (.jsonl), a table (.csv, with --text), or a text a line; - is standard input.
"""

import argparse
import json
from pathlib import Path

from unannounced.cli import main
from unannounced.cli.topics import holding
from unannounced.crafts.topics import Given

EXAMPLE = "unannounced topics classify items.jsonl --json"
AT_ONCE = 1024


def arguments(command: argparse.ArgumentParser) -> None:
    """Which texts; by which model."""
    command.add_argument("file", type=Path, metavar="FILE", help="texts, or - for standard input")
    command.add_argument("--text", default="text", metavar="COLUMN", help="of a table (default: text)")
    command.add_argument("--language", default="en", metavar="CODE", help="of the names (default: en)")
    command.add_argument("--model", type=Path, metavar="FILE", help="a trained model (default: that here)")


def run(asked: argparse.Namespace) -> int:
    """Each text, and under it its topics."""
    topics = holding.topics(asked)
    held = holding.classifier(asked, topics)
    texts = holding.texts(asked.file, asked.text)
    for start in range(0, len(texts), AT_ONCE):
        some = texts[start : start + AT_ONCE]
        for text, given in zip(some, held.classify(some), strict=True):
            if asked.json:
                print(json.dumps({"text": text, "topics": [_shape(one) for one in given]}, ensure_ascii=False))
            else:
                print(" ".join(text.split()))
                for one in given:
                    name = topics.by_id[one.topic].name(asked.language)
                    print(f"  {one.sure:3} %  {name} ({one.topic}): {', '.join(one.words)}")
                if not given:
                    print("    –    no topic: nothing in these words speaks for one")
    return main.DONE


def _shape(given: Given) -> dict[str, object]:
    return {"topic": given.topic, "sure": given.sure, "words": list(given.words)}
