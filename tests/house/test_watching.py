"""The rules and the dashboard of deploy/metrics ask for numbers that there are, and for every one that matters."""

import inspect
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # one file of rules is no reason for stubs

from app.readiness import measured
from app.web import counting
from tests.support.live_server import ROOT

FOLDER = ROOT / "deploy" / "metrics"
COUNTED, TIMES = {"braid_requests", "braid_acts", "braid_limits_reached"}, "braid_request_seconds"
NAMES = re.compile(r"\bbraid_[a-z_]+")


def made() -> set[str]:
    """What the code gives out, under the names that Prometheus knows it by."""
    source = "".join(inspect.getsource(module) for module in (measured, counting))
    found = set(re.findall(r'"(braid_[a-z_]+)"', source))
    assert COUNTED | {TIMES} <= found
    times = {f"{TIMES}_{part}" for part in ("bucket", "sum", "count")}
    return (found - COUNTED - {TIMES}) | {f"{name}_total" for name in COUNTED} | times


def rules() -> list[dict[str, Any]]:
    groups = yaml.safe_load((FOLDER / "alerts.yml").read_text("utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


def asked_by_panels() -> str:
    board = json.loads((FOLDER / "grafana.json").read_text("utf-8"))
    return " ".join(target["expr"] for panel in board["panels"] for target in panel["targets"])


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule["alert"])
def test_a_rule_asks_for_numbers_that_there_are_and_says_what_is_wrong(rule: dict[str, Any]) -> None:
    asked = set(NAMES.findall(rule["expr"]))
    assert asked
    assert asked <= made()
    assert rule["annotations"]["summary"]
    assert rule["labels"]["severity"] in {"page", "ticket"}


def test_that_the_persons_side_is_gone_is_known_by_the_names_of_processes(tmp_path: Path) -> None:
    (gone,) = [rule["expr"] for rule in rules() if rule["alert"] == "BraidPersonSideGone"]
    (known,) = re.findall(r'process=~"(.+)"', gone)
    names = {
        side: counting.Writer(counting.Counts(), tmp_path, side).path.stem for side in ("patient", "both", "staff")
    }
    assert {side for side, name in names.items() if re.fullmatch(known, name)} == {"patient", "both"}


def test_each_panel_shows_numbers_that_there_are() -> None:
    assert set(NAMES.findall(asked_by_panels())) <= made()


def test_no_number_is_left_that_nobody_looks_at() -> None:
    asked = set(NAMES.findall(" ".join(rule["expr"] for rule in rules()) + asked_by_panels()))
    assert made() - asked == set()
