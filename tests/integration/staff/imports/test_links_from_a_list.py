"""Links for everybody on a list: each begins one screening, and no label gets a second one while its first holds."""

from datetime import timedelta

from flask import Flask

from app.extensions.clock import StoppedClock
from tests.support.desk import Desk, desk_of, soup
from tests.support.engines import on_each_engine
from tests.support.lists import LISTS, bring_in, fates, try_out

LIST = "label;days\nchart 2041;30\nchart 2042;\n"


def waiting(desk: Desk) -> dict[str, str]:
    """What the page of links says of each label."""
    rows = desk.get("/staff/invites").select("main table tbody tr")
    return {row.select("th")[0].get_text(): row.select("td")[1].get_text() for row in rows}


@on_each_engine
def test_each_label_gets_a_link_that_begins_a_screening(app: Flask, ana: Desk) -> None:
    page = bring_in(ana, "invites", LIST)
    links = {row.select("th")[0].get_text(): row.select("code")[0].get_text() for row in page.select(".once tbody tr")}
    assert links.keys() == waiting(ana).keys() == {"chart 2041", "chart 2042"}
    person = app.test_client()
    path = links["chart 2041"].removeprefix("http://127.0.0.1:8000")
    assert path.startswith("/i/")
    assert person.get(path).status_code == 200


def test_the_days_of_a_row_are_its_own_and_14_where_none_stand(app: Flask, stopped: StoppedClock) -> None:
    bring_in(desk_of(app, "coordinator"), "invites", LIST)
    stopped.move(timedelta(days=15))
    states = waiting(desk_of(app, "coordinator"))
    assert "It works until" in states["chart 2041"]
    assert "Ran out" in states["chart 2042"]


@on_each_engine
def test_once_more_only_a_label_whose_link_ran_out_gets_a_new_one(app: Flask, stopped: StoppedClock) -> None:
    bring_in(desk_of(app, "coordinator"), "invites", LIST)
    again = try_out(desk_of(app, "clinician"), "invites", LIST.upper().replace("DAYS", "days"))
    assert {fate for fate, _ in fates(again).values()} == {"same"}
    stopped.move(timedelta(days=15))
    later = fates(try_out(desk_of(app, "coordinator"), "invites", LIST))
    assert [later[row][0] for row in (2, 3)] == ["same", "new"]


def test_a_link_that_was_taken_back_is_not_given_out_again_by_a_list(ana: Desk) -> None:
    bring_in(ana, "invites", "label\nchart 2041\n")
    ana.post(str(ana.get("/staff/invites").select("form[action$='/withdraw']")[0]["action"]))
    tried = fates(try_out(ana, "invites", "label\nchart 2041\n"))
    assert tried[2][0] == "wrong"
    assert "was withdrawn" in tried[2][1]


def test_days_that_are_none_are_told_beside_each_other(ana: Desk) -> None:
    days = ["0", "91", "x", "1.5", "-1"]
    rows = "".join(f"chart {number},{said}\n" for number, said in enumerate(days))
    tried = fates(try_out(ana, "invites", f"label,days\n{rows},14\n"))
    assert {fate for fate, _ in tried.values()} == {"wrong"}
    assert "Write a whole number from 1 to 90." in tried[2][1]
    assert "label : This is empty." in tried[7][1]


def test_links_of_another_site_are_no_links_of_ours(app: Flask, ana: Desk) -> None:
    bring_in(ana, "invites", LIST)
    far = try_out(desk_of(app, "coordinator", site_id="other"), "invites", LIST)
    assert {fate for fate, _ in fates(far).values()} == {"new"}


def test_each_sees_only_the_lists_that_they_may_bring_in(app: Flask, ana: Desk, admin: Desk) -> None:
    offered = [[part["aria-labelledby"] for part in desk.get(LISTS).select("main section")] for desk in (ana, admin)]
    assert offered == [["invites", "scores"], ["staff", "resources"]]
    assert try_out(admin, "invites", LIST).status_code == 403
    assert soup(try_out(ana, "staff", "email,role\n")).select("h1")[0].get_text() == "Not open to your role"
    assert ana.client.get(f"{LISTS}/staff/sample").status_code == 404
