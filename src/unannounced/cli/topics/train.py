"""Learn the topics from what persons decided: from a table (FILE), or from the register (--as PERSON).

A table has a column with the texts (--text) and one with their topics (--topics), by id or name and with commas between
them. The model is written to the folder of the office of this installation, or to --out; the one before is kept beside
it with the ending .1. Nothing is changed in the register: what the model says of items are proposals.
"""

import argparse
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from unannounced.cli import main, speaking
from unannounced.cli.speaking import CommandProblem
from unannounced.cli.topics import holding
from unannounced.crafts.topics import Classifier, Taxonomy

EXAMPLE = "unannounced topics train decided.csv --text Text --topics Topics"


@dataclass(slots=True)
class Decided:
    """What there is to learn from, and the labels that are no topic, with how often each stands there."""

    texts: list[str] = field(default_factory=list)
    topics: list[list[str]] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)


def arguments(command: argparse.ArgumentParser) -> None:
    """From where; to where."""
    command.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a CSV table, UTF-8")
    command.add_argument("--as", dest="person", metavar="PERSON", help="learn from the register, as this person")
    command.add_argument("--text", default="text", metavar="COLUMN", help="with the texts (default: text)")
    command.add_argument("--topics", dest="labels", default="topics", metavar="COLUMN", help="(default: topics)")
    command.add_argument("--by", metavar="COLUMN", help="what stays together in judging, as the State")
    command.add_argument("--out", type=Path, metavar="FILE", help="write the model here")


def run(asked: argparse.Namespace) -> int:
    """Learn, write the model, and say how well it does."""
    if (asked.file is None) == (asked.person is None):
        raise CommandProblem("Name a table, or say with --as PERSON that the register is meant; one of the two.")
    topics = holding.topics(asked)
    decided = _of_table(asked, topics) if asked.file else _of_register(asked, topics)
    path = asked.out or holding.model_path()
    made, before = _learn(decided, topics, path)
    if asked.json:
        speaking.print_rows([_shape(made, path, before, decided)], as_json=True)
        return main.DONE
    print(f"{path}: {path.stat().st_size // 1000} kB")
    for sentence in holding.told_of(made):
        print(sentence)
    if before:
        print(f"The model before is {before}.")
    _say_unknown(decided)
    return main.DONE


def _of_table(asked: argparse.Namespace, topics: Taxonomy) -> Decided:
    columns = [asked.text, asked.labels, *([asked.by] if asked.by else [])]
    rows = holding.table(asked.file, columns)
    return _named(((row[0], row[1].split(","), row[-1] if asked.by else row[0]) for row in rows), topics)


def _of_register(asked: argparse.Namespace, topics: Taxonomy) -> Decided:
    main.enter("office")
    from unannounced.duties.confidentiality import Act
    from unannounced.records.accounts.queries import permit
    from unannounced.records.readings.queries import texts_and_topics

    permit(Act.CORRECT_READING, speaking.as_viewer(asked.person, speaking.now().date()))

    return _named(((text, given, text) for text, given in texts_and_topics()), topics)


def _named(rows: Iterable[tuple[str, list[str], str]], topics: Taxonomy) -> Decided:
    """Labels by the ids of their topics; what is no topic of the taxonomy is counted."""
    decided = Decided()
    for text, labels, group in rows:
        if not text:
            continue
        found = []
        for label in filter(None, (one.strip() for one in labels)):
            topic = topics.called(label)
            if topic is None:
                decided.unknown[label] += 1
            else:
                found.append(topic.id)
        decided.texts.append(text)
        decided.topics.append(found)
        decided.groups.append(group)
    return decided


def _learn(decided: Decided, topics: Taxonomy, path: Path) -> tuple[Classifier, Path | None]:
    from unannounced.crafts.topics.stored import pack, unpack
    from unannounced.crafts.topics.training import TooFew, taught, train

    progress = speaking.Progress("learning")
    try:
        given = taught(decided.texts, decided.topics, decided.groups)
    except TooFew as problem:
        _say_unknown(decided)
        raise CommandProblem(f"{problem} Nothing was written.") from problem
    model = pack(train(given, taxonomy=topics.digest, on=speaking.now().date().isoformat(), progress=progress))
    progress.end()
    return Classifier(topics, unpack(model)), holding.keep(model, path)


def _say_unknown(decided: Decided) -> None:
    if decided.unknown:
        most = ", ".join(f"{label} ({count})" for label, count in decided.unknown.most_common(holding.SHOWN))
        print(f"Not topics of the taxonomy, and left out: {most}. Add them to topics.yaml, or name them as there.")


def _shape(made: Classifier, path: Path, before: Path | None, decided: Decided) -> dict[str, object]:
    assert made.model is not None
    return {
        "model": str(path),
        "before": str(before) if before else None,
        "bytes": path.stat().st_size,
        "on": made.model.made.on,
        "items": made.model.made.items,
        "micro_f1_per_mille": made.model.made.micro,
        "macro_f1_per_mille": made.model.made.macro,
        "learned": dict(made.model.made.counts),
        "by_cue_words": [topic.id for topic in made.unlearned],
        "unknown": dict(decided.unknown),
    }
