"""While hosts are updated one by one, one with the code of before may start again: it takes no rights from the new."""

from pathlib import Path

import pytest

from tests.support.application import Engines
from tests.support.divided import divided
from tests.support.next_release import move_on
from tests.support.running import running

pytestmark = pytest.mark.postgres
KEPT = "the database is newer than this code: the roles keep what the later release gave them\n"


def test_where_the_database_is_newer_the_roles_keep_what_they_were_given(engines: Engines, tmp_path: Path) -> None:
    with divided(engines.postgres(), tmp_path) as sides, running(sides.owner) as before:
        move_on(before, tmp_path / "next")
        with sides.connect("braid_owner") as owner:
            owner.execute("GRANT SELECT ON later TO braid_patient")
        run = before.test_cli_runner()  # what braid-migrate.service does
        assert run.invoke(args=["db", "upgrade"]).exit_code == 0
        done = run.invoke(args=["grants"])
        assert (done.exit_code, done.output) == (0, KEPT)
        with sides.connect("braid_patient") as patient:
            assert patient.execute("SELECT * FROM later").fetchall() == []


def test_where_it_is_not_they_may_do_what_stands_in_the_file_and_nothing_else(engines: Engines, tmp_path: Path) -> None:
    with divided(engines.postgres(), tmp_path) as sides, running(sides.owner) as present:
        with sides.connect("braid_owner") as owner:
            owner.execute("GRANT SELECT ON notes TO braid_patient")
        assert present.test_cli_runner().invoke(args=["grants"]).exit_code == 0
        with sides.connect("braid_owner") as owner:
            asked = "SELECT has_table_privilege('braid_patient', 'notes', 'SELECT')"
            assert owner.execute(asked).fetchall() == [(False,)]
