"""Short texts to read on: safe, hopeful, and honest about who has checked them."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from app.definitions import DefinitionError
from app.leaflets import Leaflet, leaflets
from app.leaflets.leaflet import load_leaflets

EVERY = pytest.mark.parametrize("leaflet", leaflets().values(), ids=lambda leaflet: leaflet.title)
SOUND = """
number = 1
title = "A text"
when = "any_use"
paragraphs = ["Help works."]
author = "Somebody"
written_on = 2026-11-21
reviewer = ""
sources = ["A book"]
"""


def words(leaflet: Leaflet) -> str:
    return " ".join((leaflet.title, *leaflet.paragraphs))


def shelf(folder: Path, *texts: str) -> Path:
    sums = []
    for number, text in enumerate(texts):
        file = folder / f"{number}.toml"
        file.write_text(text, encoding="utf-8")
        sums.append(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n")
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    return folder


@EVERY
def test_a_leaflet_says_that_things_can_get_better(leaflet: Leaflet) -> None:
    assert "help works" in words(leaflet).lower() or "feel well again" in words(leaflet)


@EVERY
def test_a_leaflet_names_its_author_its_day_and_its_sources(leaflet: Leaflet) -> None:
    assert leaflet.author == "Braid project"
    assert leaflet.written_on >= date(2026, 11, 21)
    assert leaflet.sources


def test_no_leaflet_claims_a_review_that_nobody_made() -> None:
    assert not [leaflet.title for leaflet in leaflets().values() if leaflet.reviewed_on]


def test_the_danger_signs_of_withdrawal_lead_to_911() -> None:
    text = words(leaflets()[3])
    assert "Please do not stop or cut down fast on your own" in text
    assert (
        "Call 911 if you shake badly, see or hear things that are not there, feel very confused or have a seizure"
        in text
    )


def test_around_opioids_the_order_is_911_naloxone_and_staying() -> None:
    text = words(leaflets()[4])
    order = [text.index(step) for step in ("call 911 first", "give naloxone", "stay with them until help is there")]
    assert order == sorted(order)
    assert "Try not to use alone" in text


def test_leaflets_come_in_the_order_of_their_numbers() -> None:
    assert list(leaflets()) == list(range(1, len(leaflets()) + 1))


def test_a_sound_leaflet_is_accepted(tmp_path: Path) -> None:
    found = load_leaflets(shelf(tmp_path, SOUND))
    assert (list(found), found[1].reviewed_on) == ([1], None)


def test_a_review_shows_with_its_reviewer_and_day(tmp_path: Path) -> None:
    text = SOUND.replace('reviewer = ""', 'reviewer = "Dr. Made Up"\nreviewed_on = 2026-12-01')
    assert load_leaflets(shelf(tmp_path, text))[1].reviewed_on


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('reviewer = ""', 'reviewer = "Dr. Made Up"', "0.toml: reviewer: a review has both a reviewer and a day"),
        ('reviewer = ""', "reviewed_on = 2026-12-01", "0.toml: reviewer: a review has both a reviewer and a day"),
        ('author = "Somebody"\n', "", "0.toml: author: "),
        ('paragraphs = ["Help works."]', "paragraphs = []", "0.toml: paragraphs: "),
        ('when = "any_use"', 'when = "any_abuse"', "0.toml: when: names any_abuse"),
        ("number = 1", "number = 0", "0.toml: number: "),
    ],
)
def test_a_wrong_leaflet_is_refused_by_file_and_key(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in SOUND
    with pytest.raises(DefinitionError) as refusal:
        load_leaflets(shelf(tmp_path, SOUND.replace(old, new)))
    assert str(refusal.value).startswith(said)


def test_two_leaflets_of_one_number_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"1\.toml: number: 1 is taken"):
        load_leaflets(shelf(tmp_path, SOUND, SOUND))


def test_a_leaflet_changed_without_its_hash_is_refused(tmp_path: Path) -> None:
    folder = shelf(tmp_path, SOUND)
    (folder / "0.toml").write_text(SOUND.replace("Help works.", "Help."), encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"0\.toml: sha256"):
        load_leaflets(folder)
