"""The parts of the queue: each shows what it says, counts it, and stands with its filters in an address."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts import ROLES, StaffUser, of_site
from app.extensions import clock, db, writing
from app.intake.models import Screening
from app.intake.queue import rows
from app.staff.matrix import matrix
from tests.support.desk import ACUTE, CALM, Desk, arrive, begin, desk_of
from tests.support.engines import on_each_engine

HOUR = timedelta(hours=1)
SKIPPED = {**CALM, "asq_1": "skip"}


def shown(desk: Desk, address: str) -> list[str]:
    links = desk.get(address).select("[data-reference] h2 a")
    return [str(link["href"]).rsplit("/", 1)[1] for link in links]


def counted(desk: Desk, address: str = "/staff/queue") -> dict[str, str]:
    tabs = desk.get(address).select(".tabs a")
    return {" ".join(tab.get_text(" ", strip=True).split()[:-1]): tab.select(".count")[0].get_text() for tab in tabs}


def put(app: Flask, screening_id: str, **values: object) -> str:
    with app.app_context(), writing():
        db.session.execute(sa.update(Screening).where(Screening.id == screening_id).values(**values))
    return screening_id


def user(app: Flask, name: str) -> StaffUser:
    with app.app_context():
        return next(one for one in of_site("default") if one.name == name)


def id_of(app: Flask, name: str) -> UUID:
    with app.app_context():
        return next(one.id for one in of_site("default") if one.name == name)


@pytest.fixture
def everything(app: Flask, ana: Desk, ben: Desk) -> dict[str, str]:
    """One screening of each kind."""
    now, by_ana, by_ben = clock.now(), id_of(app, "Ana Duarte"), id_of(app, "Ben Okafor")
    tried = {"status": "attempted", "owner_id": by_ben}
    return {
        "free": arrive(app, ACUTE),
        "mine": put(app, arrive(app, SKIPPED), owner_id=by_ana, status="claimed"),
        "tried": put(app, arrive(app, CALM, ago=5 * HOUR), **tried),
        "later": put(app, arrive(app, CALM, ago=4 * HOUR), **tried, follow_up_at=now + HOUR),
        "due": put(app, arrive(app, CALM, ago=3 * HOUR), **tried, follow_up_at=now - HOUR),
        "closed": put(app, arrive(app, CALM), status="closed", closed_at=now - HOUR, follow_up_at=now - 2 * HOUR),
        "just closed": put(app, arrive(app, ACUTE), status="closed", closed_at=now),
        "elsewhere": arrive(app, ACUTE, site_id="other"),
    }


@on_each_engine
def test_each_tab_shows_its_own_and_counts_them(app: Flask, ana: Desk, everything: dict[str, str]) -> None:
    expected = {
        "": ["free", "mine", "tried", "later", "due"],
        "?tab=mine": ["mine"],
        "?tab=unclaimed": ["free"],
        "?tab=waiting": ["tried", "later"],
        "?tab=follow-up": ["due"],
        "?tab=closed": ["just closed", "closed"],
        "?tab=in-progress": [],
    }
    for address, kinds in expected.items():
        rows = shown(ana, f"/staff/queue{address}")
        assert sorted(rows) == sorted(everything[kind] for kind in kinds), address
    assert shown(ana, "/staff/queue?tab=closed") == [everything["just closed"], everything["closed"]]
    assert list(counted(ana).values()) == ["5", "1", "1", "2", "1", "0", "2", "0"]


@on_each_engine
def test_filters_combine_with_every_tab_and_with_its_count(app: Flask, ana: Desk, everything: dict[str, str]) -> None:
    ben = user(app, "Ben Okafor").public_id
    assert shown(ana, "/staff/queue?level=imminent") == [everything["free"]]
    assert shown(ana, f"/staff/queue?tab=follow-up&level=routine&owner={ben}") == [everything["due"]]
    assert shown(ana, f"/staff/queue?level=imminent&owner={ben}") == []
    assert list(counted(ana, f"/staff/queue?owner={ben}").values()) == ["3", "0", "0", "2", "1", "0", "0", "0"]
    assert list(counted(ana, "/staff/queue?level=imminent&tab=closed").values()) == [
        "1",
        "0",
        "1",
        "0",
        "0",
        "0",
        "1",
        "0",
    ]


def test_a_tab_keeps_the_filters_and_is_marked_where_one_is(app: Flask, ana: Desk) -> None:
    page = ana.get("/staff/queue?tab=mine&level=urgent")
    assert [tab.get_text().split()[0] for tab in page.select(".tabs [aria-current=page]")] == ["Mine"]
    queries = [parse_qs(urlsplit(str(tab["href"])).query) for tab in page.select(".tabs a")]
    assert all(query["level"] == ["urgent"] for query in queries)
    assert [option["value"] for option in page.select("select[name=level] [selected]")] == ["urgent"]
    assert page.select("form.filter input[name=tab]")[0]["value"] == "mine"


@pytest.mark.parametrize(
    "query", ["tab=none", "level=high", "owner=nobody", "page=-1", "page=x", f"page={'9' * 400}", "tab=&level=&owner="]
)
def test_what_an_address_says_in_vain_is_left_out(app: Flask, ana: Desk, query: str) -> None:
    screening_id = arrive(app, CALM)
    assert shown(ana, f"/staff/queue?{query}") == [screening_id]


def test_a_colleague_of_another_site_is_no_filter(app: Flask, ana: Desk) -> None:
    desk_of(app, "coordinator", "Otto Other", site_id="other")
    with app.app_context():
        other = of_site("other")[0].public_id
    page = ana.get(f"/staff/queue?owner={other}")
    assert "Otto Other" not in page.get_text()
    assert other not in str(page)


def test_whoever_was_held_by_somebody_who_left_is_unclaimed_and_can_be_claimed(
    app: Flask, ana: Desk, ben: Desk
) -> None:
    left = put(app, arrive(app, ACUTE), owner_id=id_of(app, "Ben Okafor"), status="claimed")
    assert shown(ana, "/staff/queue?tab=unclaimed") == []
    with app.app_context(), writing():
        db.session.execute(sa.update(StaffUser).where(StaffUser.id == id_of(app, "Ben Okafor")).values(active=False))
    assert shown(ana, "/staff/queue?tab=unclaimed") == [left]
    form = ana.get("/staff/queue").select("[data-reference] form")[0]
    assert ana.post(str(form["action"])).status_code == 303
    assert shown(ana, "/staff/queue?tab=mine") == [left]


def test_the_closed_are_turned_page_by_page(app: Flask, ana: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "ON_A_PAGE", 2)
    now = clock.now()
    ids = [put(app, arrive(app, CALM), status="closed", closed_at=now - number * HOUR) for number in range(3)]
    first = ana.get("/staff/queue?tab=closed")
    assert not first.select(".turn [rel=prev]")
    older = str(first.select(".turn [rel=next]")[0]["href"])
    assert shown(ana, older) == ids[2:]
    newer = str(ana.get(older).select(".turn [rel=prev]")[0]["href"])
    assert shown(ana, newer) == ids[:2]


def test_the_open_are_turned_page_by_page_so_that_nobody_is_out_of_reach(
    app: Flask, ana: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "MOST_ROWS", 2)
    ids = [arrive(app, CALM, ago=number * HOUR) for number in (3, 2, 1)]
    first = ana.get("/staff/queue")
    assert not first.select(".turn [rel=prev]")
    after = str(first.select(".turn [rel=next]")[0]["href"])
    assert shown(ana, after) == ids[2:]
    assert all("3 open" in page.select(".head")[0].get_text() for page in (first, ana.get(after)))
    assert not ana.get(after).select(".turn [rel=next]")
    assert shown(ana, str(ana.get(after).select(".turn [rel=prev]")[0]["href"])) == ids[:2]
    assert "Nobody is waiting" not in ana.get("/staff/queue?page=3").get_text()


def test_those_in_progress_are_a_level_and_a_time(app: Flask, ana: Desk) -> None:
    with app.app_context(), clock.stopped(clock.now() - 2 * HOUR), writing():
        draft_id = begin().row.id
    page = ana.get("/staff/queue?tab=in-progress")
    assert page.select(".drafts tbody tr")[0].get_text(" ", strip=True).startswith("● Elevated 2 hours ago")
    assert draft_id not in str(page)
    assert counted(ana)["In progress"] == "1"
    assert not ana.get("/staff/queue?tab=in-progress&level=routine").select(".drafts tbody tr")


def test_a_row_says_when_to_look_again(app: Flask, ana: Desk, everything: dict[str, str]) -> None:
    text = ana.get("/staff/queue?tab=follow-up").select("[data-reference]")[0].get_text(" ", strip=True)
    assert "Look again" in text


@pytest.mark.parametrize("role", ROLES)
def test_what_somebody_holds_who_works_on_no_screenings_any_more_can_be_claimed(
    app: Flask, ana: Desk, ben: Desk, role: str
) -> None:
    case = arrive(app, ACUTE)
    assert ben.post(f"/staff/screenings/{case}/claim").status_code == 303
    with app.app_context(), writing():
        db.session.execute(sa.update(StaffUser).where(StaffUser.id == user(app, "Ben Okafor").id).values(role=role))
    is_free = role not in matrix().roles_of("staff.screening")
    assert (case in shown(ana, "/staff/queue?tab=unclaimed")) is is_free
    assert bool(ana.get("/staff/queue").select(f"form[action$='{case}/claim']")) is is_free
    assert (ana.post(f"/staff/screenings/{case}/claim").status_code == 303) is is_free
