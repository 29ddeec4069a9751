"""A note is amended by another one and never edited."""

from flask import Flask

from tests.support.desk import CALM, Desk, arrive, soup


def test_an_amendment_stands_beside_what_it_puts_right(app: Flask, ana: Desk, ben: Desk) -> None:
    case = f"/staff/screenings/{arrive(app, CALM)}"
    ana.post(f"{case}/note", text="Has two children.")
    option = ben.get(case).select("#note-amends option")[1]
    assert "Has two children." in option.get_text()
    assert ben.post(f"{case}/note", text="Has three children.", amends=str(option["value"])).status_code == 303
    older, newer = (entry.get_text(" ", strip=True) for entry in ana.get(case).select("#notes + .entries > li"))
    assert older.startswith("Has two children. Amended by the note of: Ben Okafor")
    assert newer.startswith("Has three children. Amends the note of: Ana Duarte")
    assert "Amended a note" in ana.get(case).select("#history")[0].get_text()


def test_only_a_note_of_the_same_screening_can_be_amended(app: Flask, ana: Desk) -> None:
    case, other = (f"/staff/screenings/{arrive(app, CALM)}" for _ in range(2))
    ana.post(f"{case}/note", text="Has two children.")
    ana.post(f"{other}/note", text="Lives alone.")
    elsewhere = str(ana.get(other).select("#note-amends option")[1]["value"])
    refused = ana.post(f"{case}/note", text="Has three.", amends=elsewhere)
    assert refused.status_code == 422
    assert soup(refused).select(".summary a[href='#note-amends']")
    assert soup(refused).select("#note-text")[0].get_text().strip() == "Has three."
    assert len(ana.get(case).select("#notes + .entries > li")) == 1
