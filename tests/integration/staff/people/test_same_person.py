"""Screenings of one person: offered by what they share, decided by staff, undone exactly, never two ways at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from app import activity
from tests.support.courses import (
    PAGE,
    ROBIN,
    comes,
    link,
    offered_on,
    person_of,
    persons,
    refuse,
    undo_addresses,
    undo_newest,
)
from tests.support.desk import Desk, arrive, desk_of, soup
from tests.support.engines import on_each_engine


def kin(desk: Desk, one: str) -> str:
    return " ".join(section.get_text(" ", strip=True) for section in desk.get(PAGE.format(one)).select("#person"))


def test_the_same_number_or_whole_name_is_offered_and_says_what_matched(app: Flask, ana: Desk) -> None:
    first, second = comes(app, 30), comes(app, contact={"contact_phone": "555-0142"})
    third = comes(app, contact={"contact_alias": "robin  example"})
    assert offered_on(ana, first) == {second, third}
    page = ana.get(PAGE.format(second)).select("#person .kin li")[0].get_text(" ", strip=True)
    assert "The same number, at least its last 7 digits." in page
    assert "The same whole name." in kin(ana, third)


@pytest.mark.parametrize(
    "contact", [{}, {"contact_name": "Robin"}, {"contact_phone": "555-0143"}, {"contact_name": "Sam Example"}]
)
def test_a_shared_first_name_family_name_or_nothing_at_all_is_no_match(
    app: Flask, ana: Desk, contact: dict[str, str]
) -> None:
    comes(app, 30)
    assert not ana.get(PAGE.format(comes(app, contact=contact))).select("#person")


def test_nobody_of_another_site_is_offered_or_linked(app: Flask, ana: Desk) -> None:
    here, there = comes(app), arrive(app, {}, ROBIN, site_id="other")
    assert offered_on(ana, here) == set()
    assert link(ana, here, there) == 409
    assert link(ana, there, here) == 404


def test_nothing_is_linked_until_somebody_says_so(app: Flask, ana: Desk) -> None:
    first, second = comes(app, 30), comes(app)
    ana.get(PAGE.format(second))
    assert persons(app, first, second) == [None, None]


@on_each_engine
def test_a_confirmed_person_stands_on_both_pages_and_in_both_histories(app: Flask) -> None:
    ana = desk_of(app, "coordinator", "Ana Duarte")
    first, second = comes(app, 30), comes(app)
    assert link(ana, second, first) == 303
    assert "Screening 2 of 2 of this person." in kin(ana, second)
    assert "Screening 1 of 2 of this person." in kin(ana, first)
    for one in (first, second):
        assert "Linked as the same person" in ana.get(PAGE.format(one)).select("#history")[0].get_text(" ")


def test_what_was_refused_is_not_offered_again_from_either_side(app: Flask, ana: Desk) -> None:
    first, second = comes(app, 30), comes(app)
    assert refuse(ana, second, first) == 303
    assert offered_on(ana, first) == offered_on(ana, second) == set()
    assert "said to be two people" in kin(ana, first)
    assert link(ana, first, second) == 409, "nor linked by somebody whose page still offers it"


def test_refusing_one_refuses_all_that_is_linked_with_it(app: Flask, ana: Desk) -> None:
    first, second, third = comes(app, 60), comes(app, 30), comes(app)
    link(ana, second, first)
    refuse(ana, third, first)
    assert offered_on(ana, third) == offered_on(ana, second) == set()


def test_a_refusal_that_is_undone_is_offered_anew(app: Flask, ana: Desk) -> None:
    first, second = comes(app, 30), comes(app)
    refuse(ana, second, first)
    assert undo_newest(ana, first) == 303
    assert offered_on(ana, second) == {first}


@on_each_engine
def test_two_persons_merge_with_all_their_screenings_and_part_again_exactly(app: Flask) -> None:
    ana = desk_of(app, "coordinator", "Ana Duarte")
    jo = {"contact_name": "Jo Example"}
    a, b = comes(app, 90), comes(app, 80)
    c, d = comes(app, 70, jo), comes(app, 60, jo)
    both = comes(app, 10, {**ROBIN, **jo})
    link(ana, b, a)
    link(ana, d, c)
    link(ana, both, a)
    before = persons(app, a, b, c, d, both)
    assert link(ana, both, c) == 303
    assert persons(app, a, b, c, d, both) == [before[0]] * 5, "the older one stays"
    assert ana.client.get(f"/staff/people/{before[2]}").headers["Location"] == person_of(app, a)
    assert undo_newest(ana, both) == 303
    assert persons(app, a, b, c, d, both) == before


@on_each_engine
def test_a_screening_is_taken_out_and_put_back(app: Flask) -> None:
    ana = desk_of(app, "coordinator", "Ana Duarte")
    first, second, third = comes(app, 60), comes(app, 30), comes(app)
    link(ana, second, first)
    link(ana, third, first)
    before = persons(app, first, second, third)
    assert ana.post(f"{PAGE.format(second)}/part").status_code == 303
    assert persons(app, first, second, third) == [before[0], None, before[0]]
    assert offered_on(ana, second) == set(), "what staff took out is not offered again"
    assert undo_newest(ana, second) == 303
    assert persons(app, first, second, third) == before


def test_what_a_later_act_builds_on_is_undone_only_after_that(app: Flask, ana: Desk) -> None:
    first, second, third = comes(app, 60), comes(app, 30), comes(app)
    link(ana, second, first)
    link(ana, third, first)
    newest, oldest = undo_addresses(ana, first)
    refused = ana.post(oldest)
    assert refused.status_code == 409
    assert "Something later builds on this. Undo that first." in refused.get_data(as_text=True)
    assert len(set(persons(app, first, second, third))) == 1
    assert [ana.post(address).status_code for address in (newest, oldest)] == [303, 303]
    assert persons(app, first, second, third) == [None, None, None]


def test_an_act_is_undone_once(app: Flask, ana: Desk) -> None:
    first, second = comes(app, 30), comes(app)
    link(ana, second, first)
    address = undo_addresses(ana, first)[0]
    assert [ana.post(address).status_code for _ in range(2)] == [303, 409]


def test_a_screening_linked_with_nothing_is_not_taken_out(app: Flask, ana: Desk) -> None:
    assert ana.post(f"{PAGE.format(comes(app))}/part").status_code == 409


@on_each_engine
def test_of_many_who_decide_at_once_one_does_and_the_others_learn_of_it(app: Flask) -> None:
    first, second = comes(app, 30), comes(app)
    desks = [desk_of(app, "coordinator", f"Person {number}") for number in range(4)]
    acts = [(desks[0], "same"), (desks[1], "not-same"), (desks[2], "same"), (desks[3], "not-same")]
    sent = [(desk.client, name, {"csrf_token": desk.token(), "other": first}) for desk, name in acts]
    with ThreadPoolExecutor(len(sent)) as pool:
        answers = list(pool.map(lambda form: form[0].post(f"{PAGE.format(second)}/{form[1]}", data=form[2]), sent))
    assert sorted(answer.status_code for answer in answers) == [303, 409, 409, 409]
    for late in (answer for answer in answers if answer.status_code == 409):
        assert "decided already" in soup(late).select(".summary")[0].get_text()


@on_each_engine
def test_two_who_link_a_third_from_both_ends_at_once_make_one_person(app: Flask) -> None:
    first, second, third = comes(app, 60), comes(app, 30), comes(app)
    ana, ben = desk_of(app, "coordinator", "Ana Duarte"), desk_of(app, "coordinator", "Ben Okafor")
    pairs = [(ana, first, second), (ben, third, second)]
    sent = [(desk.client, PAGE.format(one), {"csrf_token": desk.token(), "other": other}) for desk, one, other in pairs]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda form: form[0].post(f"{form[1]}/same", data=form[2]), sent))
    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(set(persons(app, first, second, third))) == 1


@on_each_engine
def test_undone_by_two_at_once_it_is_undone_once(app: Flask) -> None:
    first, second = comes(app, 30), comes(app)
    ana, ben = desk_of(app, "coordinator", "Ana Duarte"), desk_of(app, "coordinator", "Ben Okafor")
    link(ana, second, first)
    address = undo_addresses(ana, first)[0]
    sent = [(desk.client, {"csrf_token": desk.token()}) for desk in (ana, ben)]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda form: form[0].post(address, data=form[1]), sent))
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert persons(app, first, second) == [None, None]


def test_the_log_holds_who_decided_and_no_word_of_what(app: Flask, ana: Desk) -> None:
    first, second = comes(app, 30), comes(app)
    link(ana, second, first)
    undo_newest(ana, first)
    with app.app_context():
        rows = [row for row in activity.latest(20) if row.action in ("person.linked", "person.undone")]
    assert {(row.action, row.subject_id) for row in rows} == {
        (action, one) for action in ("person.linked", "person.undone") for one in (first, second)
    }
    assert all(row.actor_id and not row.detail for row in rows)
