"""Whatever the hours, holidays and zone: what the calendar promises hangs together."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from app.sites import Site
from app.sites.hours import DAYS

ZONES = ["America/New_York", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns", "UTC"]
MINUTE = timedelta(minutes=1)
LEVELS = ("imminent", "urgent", "elevated", "routine")


@st.composite
def rules(draw: st.DrawFn) -> str:
    day = draw(st.sampled_from(DAYS))
    opens, closes = sorted(draw(st.lists(st.integers(0, 96), min_size=2, max_size=2, unique=True)))
    return f"{day} {opens // 4:02}:{opens % 4 * 15:02}-{closes // 4:02}:{closes % 4 * 15:02}"


@st.composite
def sites(draw: st.DrawFn) -> Site:
    chosen = draw(st.lists(rules(), min_size=1, max_size=7, unique_by=lambda rule: rule[:3]))
    holidays = draw(st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=20))
    return Site("default", "Clinic", draw(st.sampled_from(ZONES)), "", "; ".join(chosen), holidays)


moments = st.one_of(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 31)),  # noqa: DTZ001 - made aware below
    st.datetimes(datetime(2026, 3, 7), datetime(2026, 3, 9)),  # noqa: DTZ001 - the clocks change in America
    st.datetimes(datetime(2026, 10, 31), datetime(2026, 11, 2)),  # noqa: DTZ001 - and back
).map(lambda moment: moment.replace(second=0, microsecond=0, tzinfo=UTC))


@given(sites(), moments)
def test_somebody_is_in_when_we_say_that_somebody_is_next_in(site: Site, at: datetime) -> None:
    opens = site.next_open(at)
    assert opens >= at
    assert site.is_open(opens)


@given(sites(), moments, st.integers(0, 60 * 24 * 3))
def test_nobody_is_in_before_we_say_that_somebody_is(site: Site, at: datetime, later: int) -> None:
    between = at + later * MINUTE
    assume(between < site.next_open(at))
    assert not site.is_open(between)


@given(sites(), moments)
def test_now_is_the_answer_exactly_while_somebody_is_in(site: Site, at: datetime) -> None:
    assert site.is_open(at) == (site.next_open(at) == at)


@given(sites(), moments)
def test_a_graver_level_is_never_due_later(site: Site, at: datetime) -> None:
    due = [site.due(level, at) for level in LEVELS]
    assert due == sorted(due)
    assert due[0] > at


@given(sites(), moments, st.sampled_from(LEVELS))
def test_somebody_is_in_just_before_it_is_due(site: Site, at: datetime, level: str) -> None:
    assert site.is_open(site.due(level, at) - timedelta(microseconds=1))


@given(sites(), moments, st.sampled_from(LEVELS), st.integers(0, 60 * 24 * 7))
def test_what_arrives_later_is_not_due_sooner(site: Site, at: datetime, level: str, later: int) -> None:
    assert site.due(level, at) <= site.due(level, at + later * MINUTE)


@given(sites(), moments)
def test_the_half_hour_is_counted_minute_by_minute_in_opening_time(site: Site, at: datetime) -> None:
    due = site.due("imminent", at)
    assume(due < site.due("urgent", at) and due - at < timedelta(days=2))
    minutes = range(int((due - at) / MINUTE))
    assert sum(site.is_open(at + minute * MINUTE) for minute in minutes) == 30
