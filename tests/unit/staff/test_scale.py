"""The thin scale under a score."""

import pytest

from app.instruments import bands_for, catalogue
from app.staff.case.scale import scale
from app.staff.words.scores import highest_of, title_of


def percent(text: str) -> float:
    return float(text.removesuffix("%"))


@pytest.mark.parametrize("key", ["phq9", "phq2", "gad7", "gad2", "k6", "peg", "phq15", "hark", "pcptsd5", "taps2_her"])
def test_the_bands_fill_the_scale_without_gap_or_overlap(key: str) -> None:
    instrument = catalogue().instrument_of_score(key)
    drawn = scale(bands_for(instrument, {}), instrument, highest_of(key), 0)
    assert drawn is not None
    at = 0.0
    for segment in drawn.segments:
        assert percent(segment.x) == pytest.approx(at, abs=0.05)
        at += percent(segment.width)
    assert at == pytest.approx(100, abs=0.05)


@pytest.mark.parametrize(
    ("score", "band"),
    [(0, "minimal"), (4, "minimal"), (5, "mild"), (14, "moderate"), (15, "moderately severe"), (27, "severe")],
)
def test_the_mark_lies_in_the_band_of_the_score(score: int, band: str) -> None:
    phq9 = catalogue().instruments["phq9"]
    bands = bands_for(phq9, {})
    drawn = scale(bands, phq9, 27, score)
    assert drawn is not None
    here = [index for index, segment in enumerate(drawn.segments) if segment.here]
    assert [bands[index].band for index in here] == [band]
    segment = drawn.segments[here[0]]
    assert percent(segment.x) < percent(drawn.mark) < percent(segment.x) + percent(segment.width)


def test_drinking_limits_follow_what_the_person_chose() -> None:
    auditc = catalogue().instruments["auditc"]
    assert [band.min for band in bands_for(auditc, {"drink_cut": "men"})] == [0, 4, 8]
    assert [band.min for band in bands_for(auditc, {"drink_cut": "skip"})] == [0, 3, 8]


def test_what_has_no_bands_by_number_has_no_scale() -> None:
    asq = catalogue().instruments["asq"]
    assert scale(bands_for(asq, {}), asq, highest_of("asq"), 2) is None


def test_a_substance_is_named_with_its_instrument() -> None:
    assert title_of("taps2_her") == "TAPS-2: Heroin"
    assert (highest_of("taps2_her"), highest_of("taps2_alc")) == (3, 4)
