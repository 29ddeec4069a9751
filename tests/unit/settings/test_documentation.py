import re
from dataclasses import fields
from pathlib import Path

from app.settings import Settings
from app.settings.model import _VARIABLES
from app.settings.secret_files import FILES

PAGE = (Path(__file__).parents[3] / "docs" / "settings.md").read_text(encoding="utf-8")


def test_the_page_of_settings_names_every_variable_and_no_other() -> None:
    assert set(re.findall(r"`(BRAID_[A-Z_]+)`", PAGE)) == _VARIABLES.keys() | FILES.keys()


def test_every_setting_can_be_set_from_outside() -> None:
    assert {name for name, _ in _VARIABLES.values()} == {each.name for each in fields(Settings)}


def test_the_defaults_on_the_page_are_those_in_force() -> None:
    rows = dict(re.findall(r"^\| `(BRAID_[A-Z_]+)` \| `([^`]*)` \|", PAGE, re.MULTILINE))
    stated = {
        name: value
        for name, value in rows.items()
        if not name.startswith(("BRAID_INSTANCE", "BRAID_BASE_URL", "BRAID_PERSON_URL"))
    }
    stated |= {"BRAID_KEY_FILE": "", "BRAID_DATABASE_URL": ""}
    assert len(stated) > 15
    assert Settings.from_environment(stated) == Settings()
