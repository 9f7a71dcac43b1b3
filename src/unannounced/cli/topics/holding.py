"""Where the topics and what was learned of them are held, and how both are read."""

import argparse
import csv
import io
import json
import os
import secrets
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from unannounced.cli.speaking import CommandProblem
from unannounced.crafts.law.strictly import LawFileProblem
from unannounced.crafts.topics import Classifier, ModelProblem, Taxonomy, shipped, taxonomy
from unannounced.rooms.web import installation

SHOWN = 10
LARGEST = 512 * 1024 * 1024
"""Bytes of a table that is taken."""


def topics(asked: argparse.Namespace) -> Taxonomy:
    """The topics of --taxonomy, of this installation, or those shipped."""
    own = installation.home() / "topics.yaml"
    path = asked.taxonomy or (own if own.exists() else None)
    try:
        return taxonomy(path) if path else shipped()
    except LawFileProblem as problem:
        raise CommandProblem(f"{problem}. Correct the file.") from problem


def model_path() -> Path:
    """Where the office looks for what was learned."""
    return installation.folder("office") / "topics.model"


def classifier(asked: argparse.Namespace, topics: Taxonomy) -> Classifier:
    """What gives topics: the model of --model, of this installation, or the cue words alone."""
    path = asked.model or (model_path() if model_path().exists() else None)
    try:
        return Classifier.load(path.read_bytes() if path else None, topics)
    except ModelProblem as problem:
        raise CommandProblem(f"{path}: {problem}") from problem


def keep(model: bytes, path: Path) -> Path | None:
    """Write a model whole or not at all, the one before beside it; where that one is now, None if there was none."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside, before = path.with_name(f"{path.name}.{secrets.token_hex(6)}"), path.with_name(f"{path.name}.1")
    had = path.exists()
    try:
        if had:
            shutil.copyfile(path, beside)
            beside.replace(before)
        with beside.open("wb") as out:
            out.write(model)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return before if had else None


def table(path: Path, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The cells of a CSV table in ``columns``, row by row. Raises ``CommandProblem``."""
    reader = csv.DictReader(io.StringIO(text_of(path), newline=""))
    try:
        heads = [head.strip() for head in reader.fieldnames or ()]
        for column in columns:
            if column not in heads:
                known = ", ".join(heads[:SHOWN]) or "none"
                raise CommandProblem(f"{path.name} has no column “{column}”. Its columns are: {known}.")
        reader.fieldnames = heads
        for row in reader:
            yield tuple((row[column] or "").strip() for column in columns)
    except csv.Error as problem:
        raise CommandProblem(f"{path.name} cannot be read as a table: {problem}. Save it again as CSV.") from problem


def text_of(path: Path) -> str:
    """The text of a file, or of standard input where its name is ``-``."""
    content = sys.stdin.buffer.read() if str(path) == "-" else _bytes(path)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise CommandProblem(f"{path.name} is not in UTF-8. Save it in UTF-8.") from problem


def texts(path: Path, column: str) -> list[str]:
    """The texts to give topics to: of a table, of items as ``unannounced read`` prints them, or a line each."""
    ending = path.suffix.casefold()
    if ending == ".csv":
        return [cells[0] for cells in table(path, [column])]
    lines = text_of(path).splitlines()
    return [line for line in lines if line.strip()] if ending != ".jsonl" else [*_items(path, lines)]


def _items(path: Path, lines: Sequence[str]) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            text = json.loads(line)["text"]
        except (ValueError, KeyError, TypeError):
            text = None
        if not isinstance(text, str):
            problem = "this is no item with a text; give what `unannounced read` prints"
            raise CommandProblem(f"{path.name}, line {number}: {problem}.")
        yield text


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise CommandProblem(f"{path.name} is larger than {LARGEST // 1024 // 1024} megabytes. Split it.")
        return path.read_bytes()
    except OSError as problem:
        why = problem.strerror or str(problem)
        raise CommandProblem(f"{path}: {why}. See that the file is there and may be read.") from problem


def told_of(held: Classifier) -> Iterator[str]:
    """How the model was made, how well it did, and what it does not know, in sentences."""
    if held.model is None:
        yield "No model was trained: cue words decide, at most 65 per cent sure. See `unannounced topics train --help`."
        return
    made = held.model.made
    yield f"Trained on {made.on} from {made.items} items; with items not seen F1 was {made.micro / 1000:.2f}."
    if held.unlearned:
        yield f"Not learned, so decided by cue words: {', '.join(topic.id for topic in held.unlearned)}."
    if held.left_out:
        yield f"Learned, but no longer a topic: {', '.join(held.left_out)}. Train again."
