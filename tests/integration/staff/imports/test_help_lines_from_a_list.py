"""Help lines of a city from a spreadsheet: shown to people as those typed in by hand are, never in place of others."""

import pytest
from flask import Flask

from tests.support.desk import Desk, desk_of
from tests.support.engines import on_each_engine
from tests.support.lists import bring_in, fates, try_out

HEAD = "name,about,fits,hours,area,languages,call,text,web\n"
COUNTY = "County line,Somebody to talk to,everyone,Day and night,Hill,en es,(555) 234-0142,,\n"
WARM = "Warmline,For a bad evening,feelings,Evenings,,EN,,+1 555 234 0143,\n"
SITE = "Exchange,Clean works,use,Tuesdays,,en,,,https://exchange.example.org/\n"


def lines(desk: Desk) -> list[str]:
    return [name.get_text() for name in desk.get("/staff/lines").select("[aria-labelledby=own] h3")]


def switch_off(desk: Desk) -> None:
    desk.post(str(desk.get("/staff/lines").select("form[action$='/switch']")[0]["action"]))


@on_each_engine
def test_every_line_of_the_list_is_shown_to_people_and_once_more_changes_nothing(app: Flask, admin: Desk) -> None:
    bring_in(admin, "resources", HEAD + COUNTY + WARM + SITE)
    assert sorted(lines(admin)) == ["County line", "Exchange", "Warmline"]
    again = fates(try_out(admin, "resources", HEAD + COUNTY + WARM + SITE))
    assert {fate for fate, _ in again.values()} == {"same"}
    assert not lines(desk_of(app, "admin", site_id="other"))


def test_a_line_that_says_something_else_now_has_to_be_switched_off_by_hand(admin: Desk) -> None:
    bring_in(admin, "resources", HEAD + COUNTY)
    other = COUNTY.replace("0142", "0199").replace("County", "COUNTY")
    assert "says something else" in fates(try_out(admin, "resources", HEAD + other))[2][1]
    switch_off(admin)
    assert "was switched off" in fates(try_out(admin, "resources", HEAD + COUNTY))[2][1]
    bring_in(admin, "resources", HEAD + other)
    assert set(lines(admin)) == {"County line", "COUNTY line"}
    assert fates(try_out(admin, "resources", HEAD + other))[2][0] == "same"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (COUNTY.replace("(555) 234-0142", "5.55E+09"), "call : Write a number that can be dialed"),
        (COUNTY.replace("(555) 234-0142", "988"), "call : 988 and 911 stand on every page already."),
        (COUNTY.replace("(555) 234-0142", ""), "call : Write a number to call, a number to text or a website."),
        (COUNTY.replace("County line", "9-8-8 Lifeline"), "name : A national line has this name."),
        (COUNTY.replace("everyone", "all"), "fits : Write one of: everyone, feelings, use, safety, parents."),
        (COUNTY.replace("en es", "en fr"), "languages : Write one of: en, es, en es."),
        (COUNTY.replace("Somebody to talk to", "x" * 201), "about : Please write at most 200 characters."),
        (SITE.replace("exchange.example.org", "exchange"), "web : Write only the name of the site"),
    ],
)
def test_what_is_wrong_with_a_line_is_told_as_the_form_tells_it(admin: Desk, row: str, said: str) -> None:
    tried = fates(try_out(admin, "resources", HEAD + row))
    assert tried[2][0] == "wrong"
    assert said in tried[2][1]
    assert not lines(admin)
