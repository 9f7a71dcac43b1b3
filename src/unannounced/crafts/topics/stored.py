"""A trained model as a file: a zip of JSON, plain words and arrays. Nothing in it is code, and nothing is unpickled."""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from unannounced.crafts.topics.features import Features, Floats
from unannounced.crafts.topics.forest import Forest

FORMAT = 1
LARGEST = 64 * 1024 * 1024
"""Bytes that a model may unpack to."""
_ALWAYS = (1980, 1, 1, 0, 0, 0)
_FOREST = ("roots", "split", "limit", "left", "right", "value")


class ModelProblem(ValueError):
    """A model cannot be used; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Made:
    """How a model came to be: from how many items, on which day, under which taxonomy, and how well it did on items it
    had not seen (per mille, micro-F1 and macro-F1)."""

    on: str
    items: int
    counts: Mapping[str, int]
    taxonomy: str
    micro: int
    macro: int


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned: weights ``(features, topics)``, what is added, and what makes a chance of the score.

    ``slope`` and ``offset`` make the score the logarithm of odds, which ``forests`` move where it is near the middle. A
    topic whose chance is at least ``limit`` is given.
    """

    topics: tuple[str, ...]
    features: Features
    weights: Floats
    added: Floats
    forests: tuple[Forest, ...]
    slope: Floats
    offset: Floats
    limit: float
    made: Made


def pack(model: Model) -> bytes:
    """The model as bytes; the same model gives the same bytes."""
    scale = np.maximum(np.abs(model.weights).max(axis=0, initial=0), 1e-9).astype(np.float32)
    steps = np.rint(127 * np.sqrt(np.abs(model.weights) / scale))
    arrays: dict[str, NDArray[Any]] = {
        "weights": (np.sign(model.weights) * steps).astype(np.int8),
        "scale": scale,
        "telling": model.features.telling,
        "added": model.added,
        "slope": model.slope,
        "offset": model.offset,
    }
    for part in _FOREST:
        arrays[part] = np.concatenate([getattr(forest, part) for forest in model.forests])
    arrays["trees"] = np.array([len(forest.roots) for forest in model.forests], np.int32)
    arrays["nodes"] = np.array([len(forest.split) for forest in model.forests], np.int32)
    said = {"format": FORMAT, "topics": list(model.topics), "limit": model.limit, "made": asdict(model.made)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        _put(file, "model.json", json.dumps(said, ensure_ascii=False, sort_keys=True).encode())
        _put(file, "features.txt", "\n".join(model.features.names).encode())
        for name, array in arrays.items():
            _put(file, f"{name}.npy", _written(array))
    return out.getvalue()


def unpack(content: bytes) -> Model:
    """The model in ``content``. Raises ``ModelProblem``."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            if sum(part.file_size for part in file.infolist()) > LARGEST:
                raise ModelProblem("The model is larger than any that is made here. Train it again.")
            said = json.loads(file.read("model.json"))
            if said["format"] != FORMAT:
                raise ModelProblem("The model was made by another version of this program. Train it again.")
            names = file.read("features.txt").decode().split("\n")
            arrays = {
                part.filename.removesuffix(".npy"): np.load(io.BytesIO(file.read(part)), allow_pickle=False)
                for part in file.infolist()
                if part.filename.endswith(".npy")
            }
        return _model(said, names, arrays)
    except ModelProblem:
        raise
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        EOFError,
        OSError,
        NotImplementedError,
    ) as error:
        raise ModelProblem("The model is damaged. Put the one before it back, or train it again.") from error


def _model(said: Mapping[str, Any], names: list[str], arrays: Mapping[str, NDArray[Any]]) -> Model:
    topics = tuple(map(str, said["topics"]))
    steps = arrays["weights"].astype(np.float32) / 127
    weights = steps * np.abs(steps) * arrays["scale"]
    ends_of_trees, ends_of_nodes = np.cumsum(arrays["trees"]), np.cumsum(arrays["nodes"])
    roots = np.split(arrays["roots"], ends_of_trees[:-1])
    nodes = [np.split(arrays[part], ends_of_nodes[:-1]) for part in _FOREST[1:]]
    forests = tuple(Forest(root, *parts) for root, *parts in zip(roots, *nodes, strict=True))
    sides = {len(arrays[name]) for name in ("scale", "added", "slope", "offset")} | {len(forests)}
    if weights.shape != (len(names), len(topics)) or sides != {len(topics)} or len(arrays["telling"]) != len(names):
        raise ValueError("parts of the model do not fit together")
    for forest in forests:
        forest.check(len(topics))
    return Model(
        topics,
        Features(names, arrays["telling"]),
        weights,
        arrays["added"],
        forests,
        arrays["slope"],
        arrays["offset"],
        float(said["limit"]),
        Made(**said["made"]),
    )


def _written(array: NDArray[Any]) -> bytes:
    out = io.BytesIO()
    np.save(out, array, allow_pickle=False)
    return out.getvalue()


def _put(file: zipfile.ZipFile, name: str, content: bytes) -> None:
    part = zipfile.ZipInfo(name, _ALWAYS)
    part.compress_type = zipfile.ZIP_DEFLATED
    file.writestr(part, content)
