"""What is loaded when: each command when it is given, each table with the application."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import click
import pytest

import app
from app.cli import WHERE, Commands
from app.extensions import Base

ROOT = Path(__file__).parents[3]
TABLES = "import app; from app.extensions import Base; print(*sorted(Base.metadata.tables))"


@pytest.mark.parametrize("name", WHERE)
def test_a_command_is_found_under_its_own_name(name: str) -> None:
    commands = Commands(None)
    found = commands.get_command(click.Context(commands), name)
    assert found is not None
    assert found.name == name


def test_the_application_knows_every_table_without_any_command() -> None:
    """One that it did not know would be missing where the tables are compared with a newer release's."""
    for module in walk_packages(app.__path__, "app."):
        if not module.name.startswith("app.migrations"):
            import_module(module.name)
    alone = subprocess.run([sys.executable, "-c", TABLES], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    assert alone.stdout.split() == sorted(Base.metadata.tables)
