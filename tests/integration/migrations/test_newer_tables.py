"""An update is taken back by starting the old code: it goes on with the newer tables, if they only have more."""

from pathlib import Path

import pytest
from alembic.util import CommandError
from flask import Flask

from app import migrations
from tests.support.client_browser import ClientBrowser
from tests.support.engines import on_each_engine
from tests.support.load.standing import stand_at_check
from tests.support.next_release import EXPANDS, move_on
from tests.support.people import ACUTE, not_me
from tests.support.walker import Walker

pytestmark = on_each_engine

LACKS = {
    "a column that we read is gone": (
        "with op.batch_alter_table('own_lines') as table:\n    table.alter_column('area', new_column_name='where')"
    ),
    "a table of ours is gone": "op.rename_table('own_lines', 'lines')",
    "somebody has to fill a column that we do not know": (
        "with op.batch_alter_table('own_lines') as table:\n"
        "    table.add_column(sa.Column('must', sa.Integer(), nullable=False))"
    ),
}


def test_with_more_than_it_knows_everything_goes_on(app: Flask, tmp_path: Path) -> None:
    move_on(app, tmp_path / "next")
    assert not migrations.pending(app)
    migrations.upgrade(app)
    phone = app.test_client()
    phone.set_cookie("s", stand_at_check(app, "somebody"))
    person = Walker(ClientBrowser(phone), ACUTE, not_me)
    person.open("/check")
    assert person.go_on().path == "/received"


@pytest.mark.parametrize("what", LACKS)
def test_with_less_than_it_needs_it_refuses(app: Flask, tmp_path: Path, what: str) -> None:
    move_on(app, tmp_path / "next", f"{EXPANDS}\n{LACKS[what]}")
    assert migrations.pending(app)
    with pytest.raises(CommandError, match="newer than this code"):
        migrations.upgrade(app)
