import pytest

from app.settings import Settings, SettingsError
from app.sites import HoursError, parse_hours, site_from
from app.sites.hours import DAYS


def readable(text: str) -> dict[str, list[str]]:
    """The week as an operator would check it."""
    return {
        day: [f"{span.opens // 60}:{span.opens % 60:02}-{span.closes // 60}:{span.closes % 60:02}" for span in spans]
        for day, spans in zip(DAYS, parse_hours(text), strict=True)
        if spans
    }


def test_a_usual_week_is_read_as_written() -> None:
    week = readable("Mon-Fri 09:00-17:00; Sat 10:00-13:00")
    assert week == {day: ["9:00-17:00"] for day in DAYS[:5]} | {"Sat": ["10:00-13:00"]}


def test_a_lunch_break_makes_two_spans() -> None:
    assert readable("Wed 13:00-17:30, 08:30-12:00") == {"Wed": ["8:30-12:00", "13:00-17:30"]}


def test_days_can_be_listed_and_run_over_the_weekend() -> None:
    assert list(readable("Mon,Thu 09:00-10:00")) == ["Mon", "Thu"]
    assert list(readable("Fri-Mon 09:00-10:00")) == ["Mon", "Fri", "Sat", "Sun"]


def test_round_the_clock_is_possible() -> None:
    assert readable("Mon-Sun 00:00-24:00") == {day: ["0:00-24:00"] for day in DAYS}


@pytest.mark.parametrize(
    "text",
    [
        "Monday 09:00-17:00",
        "mon 09:00-17:00",
        "Mon",
        "Mon-Fri",
        "09:00-17:00",
        "Mon 9-17",
        "Mon 09:00-25:00",
        "Mon 09:60-17:00",
        "Mon 24:00-24:00",
        "Mon 17:00-09:00",
        "Mon 09:00-09:00",
        "Mon 09:00-12:00, 11:00-17:00",
        "Mon-Fri 09:00-17:00; Wed 16:00-20:00",
        "Mon 09:00-17:00,",
        "Mon- 09:00-17:00 extra",
    ],
)
def test_hours_that_are_unclear_are_refused_in_one_line(text: str) -> None:
    with pytest.raises(HoursError) as caught:
        parse_hours(text)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["", " ; ;"])
def test_a_centre_where_nobody_is_ever_in_cannot_start(text: str) -> None:
    with pytest.raises(SettingsError, match="BRAID_SITE_HOURS no opening hours at all"):
        site_from(Settings(site_hours=text))


def test_the_centre_of_the_settings_starts() -> None:
    site = site_from(Settings(site_name="River Clinic", site_hours="Tue 10:00-12:00", modules_on=("peg",)))
    assert (site.id, site.name, site.modules) == ("default", "River Clinic", ("peg",))
