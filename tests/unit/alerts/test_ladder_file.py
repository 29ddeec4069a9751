"""The file that says who is told when: read as it stands, or refused in one line that names it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from app.alerts.ladder import Ladder, OnCall, init_ladder, ladder_of
from app.settings import Settings, SettingsError
from app.settings.channels import MailServer
from app.sites import Site

GUIDE = Path(__file__).parents[3] / "docs" / "operator-guide.md"
HILL = Site(id="f00d", name="Hill", zone="UTC", phone="", hours="Mon-Fri 09:00-17:00", way_in="hill42")
RIVER = replace(HILL, id="default", way_in=None)
MAIL = MailServer("mail.example.org", 587, "b@example.org", "before anything is said")
BOTH = Settings(mail_server=MAIL, webhook_url="https://hooks.example.org", webhook_secret="-")

FILE = """
[[every_site]]
after_minutes = 15
mail = ["Ana Duarte <ana@clinic.example>", "sol@clinic.example"]

[[every_site]]
after_minutes = 0
staff = true

[[site.hill42]]
after_minutes = 5
hours = "Mon-Fri 08:00-20:00"
webhook = true
"""


def ladder(settings: Settings, site: Site = RIVER) -> Ladder:
    app = Flask("test")
    init_ladder(app, settings)
    with app.app_context():
        return ladder_of(site)


def written(folder: Path, text: str) -> Path:
    path = folder / "ladder.toml"
    path.write_text(text, "utf-8")
    return path


def minutes(found: Ladder) -> list[int]:
    return [rung[0].after_minutes for rung in found]


def test_the_rungs_of_the_file_are_climbed_in_order_of_time(tmp_path: Path) -> None:
    found = ladder(replace(BOTH, alert_ladder=written(tmp_path, FILE)))
    assert minutes(found) == [0, 15]
    assert found[0][0].staff
    assert found[1][0].mail == (OnCall("Ana Duarte", "ana@clinic.example"), OnCall("", "sol@clinic.example"))


def test_a_site_with_a_ladder_of_its_own_has_only_these(tmp_path: Path) -> None:
    found = ladder(replace(BOTH, alert_ladder=written(tmp_path, FILE)), HILL)
    assert minutes(found) == [5]
    assert found[0][0].webhook


def test_without_a_file_staff_are_told_at_once_and_the_webhook_two_minutes_later() -> None:
    assert minutes(ladder(BOTH)) == [0, 2]
    assert minutes(ladder(Settings(mail_server=MAIL))) == [0]
    assert minutes(ladder(replace(BOTH, mail_server=None))) == [0]
    assert ladder(Settings()) == ()


@pytest.mark.parametrize(
    "text",
    [
        "every_site = 3",
        "[[every_site]]\nafter_minutes = 0",
        "[[every_site]]\nafter_minutes = -1\nstaff = true",
        "[[every_site]]\nafter_minutes = '0'\nstaff = true\nwho = 'me'",
        "[[every_site]]\nafter_minutes = 0\nmail = ['nobody']",
        '[[every_site]]\nafter_minutes = 0\nmail = ["a@b.example\\r\\nBcc: c@d.example"]',
        "[[every_site]]\nafter_minutes = 0\nmail = ['a@b.example, c@d.example']",
        "[[every_site]]\nafter_minutes = 0\nstaff = true\nhours = 'always'",
        "[[every_site]]\nafter_minutes = 0\nstaff = true\nfirst_day = 2026-11-30\nlast_day = 2026-11-29",
        "[[every_site]]\nafter_minutes = 0\nstaff = true\nlast_day = 'Friday'",
        "[[site]]\nafter_minutes = 0\nstaff = true",
        "not toml",
        "\ufeff",
    ],
)
def test_a_file_that_cannot_be_climbed_ends_the_start_with_one_line_that_names_it(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        ladder(replace(BOTH, alert_ladder=path))
    assert str(caught.value).startswith("BRAID_ALERT_LADDER")
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        ladder(replace(BOTH, alert_ladder=tmp_path / "none.toml"))


def test_a_watch_whose_channel_is_not_set_up_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, FILE)
    with pytest.raises(SettingsError, match="BRAID_SMTP_URL is not set"):
        ladder(replace(BOTH, alert_ladder=path, mail_server=None))
    with pytest.raises(SettingsError, match="BRAID_WEBHOOK_URL is not set"):
        ladder(replace(BOTH, alert_ladder=path, webhook_url=""))


def test_the_example_of_the_guide_can_be_climbed(tmp_path: Path) -> None:
    found = re.findall(r"```toml\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    (example,) = (block for block in found if "every_site" in block)
    settings = replace(BOTH, alert_ladder=written(tmp_path, example))
    assert minutes(ladder(settings)) == [0, 2, 15]
    assert len(ladder(settings)[2]) == 3
    assert minutes(ladder(settings, replace(HILL, way_in="9q4m7x2kzd"))) == [0]
