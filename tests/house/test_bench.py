"""What `make bench` sets Braid against is what it says, and what it prints says whether a goal is met."""

import json
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment, FileSystemLoader

from benchmarks.figures import Figure, Goal, ratio, show
from benchmarks.peers.page_of import write_templates
from benchmarks.people import QUESTION
from benchmarks.turns import in_turn
from tests.support.client_browser import somebody


def test_the_bare_page_has_the_very_bytes_of_the_question(app: Flask, tmp_path: Path) -> None:
    question = somebody(app).walk(until=QUESTION)
    write_templates(question.html, tmp_path)
    peers = Environment(loader=FileSystemLoader(tmp_path), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    data = json.loads((tmp_path / "page.json").read_text())
    assert len(data["rows"]) == 5
    assert peers.get_template("bare.html").render(**data) == question.html


def test_each_side_is_asked_once_a_round_there_and_back() -> None:
    asked: list[str] = []

    def side(name: str, took: float) -> float:
        asked.append(name)
        return took

    found = in_turn({"one": lambda: side("one", 2), "other": lambda: side("other", 4)}, rounds=2)
    assert asked == ["other", "one", "one", "other", "other", "one"]
    assert found == {"one": [2, 2], "other": [4, 4]}


def test_a_figure_says_whether_its_goal_is_met(capsys: pytest.CaptureFixture[str]) -> None:
    faster = ratio(Goal("pages", at_least=0.8), [1, 2, 3], [2, 2, 2], braid=[2, 2, 2])
    assert (faster.value, faster.spread, faster.is_met) == (1, (0.75, 1.25), True)
    assert not Figure(Goal("memory", "MB", at_most=90), [91]).is_met
    assert Figure(Goal("only told"), [5]).is_met is None
    show([faster, Figure(Goal("memory", "MB", at_most=90), [91])])
    met, missed = capsys.readouterr().out.splitlines()[2:]
    assert met.endswith("yes")
    assert missed.endswith("NO")
