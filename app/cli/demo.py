"""`flask demo`: an instance full of made-up people, marked so that it can never serve real ones."""

import json
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app.accounts import anyone_enrolled, enrol
from app.cli.made_up import SCREENINGS, STAFF, hand_in, people_under_way
from app.cli.serve import prepare, start_server
from app.extensions import writing
from app.intake.drafts import anything_begun
from app.settings import DEMO_MARK, current_settings

SIGN_INS = "demo-staff.json"
PASSWORD = "made-up people live in this demo"  # noqa: S105 - printed on purpose; a demo holds nobody's data


@click.command()
@click.option("--only-fill", is_flag=True, help="Fill the instance and end, without serving.")
@with_appcontext
def demo(only_fill: bool) -> None:
    """Serve an instance with made-up screenings, and print its staff sign-ins."""
    chosen = current_settings()
    mark = chosen.instance / DEMO_MARK
    if chosen.production:
        raise click.ClickException("a demo cannot be production: unset BRAID_ENV")
    if not mark.exists():
        prepare()
        if anyone_enrolled() or anything_begun():
            raise click.ClickException(f"{chosen.instance} is in use; set BRAID_INSTANCE to another folder")
        mark.write_text("This instance holds made-up people. Braid refuses to start it as production.\n", "utf-8")
        _fill(current_app._get_current_object(), chosen.instance / SIGN_INS)  # type: ignore[attr-defined]
    _print_sign_ins(chosen.instance / SIGN_INS)
    if not only_fill:
        prepare()
        start_server()


def _fill(app: Flask, sign_ins: Path) -> None:
    staff = [_staff(email, role, name) for email, role, name in STAFF]
    sign_ins.write_text(json.dumps(staff, indent=2) + "\n", "utf-8")
    for screening in SCREENINGS:
        with writing():
            hand_in(screening)
    with writing():
        people_under_way()


def _staff(email: str, role: str, name: str) -> dict[str, str | None]:
    with writing():
        token = enrol.invite(email, role, name=name)
    with writing():
        enrol.redeem(token, PASSWORD, name)
    return {"email": email, "password": PASSWORD, "totp_secret": None, "role": role, "site": "default"}


def _print_sign_ins(sign_ins: Path) -> None:
    click.echo("Demo: every person in it is made up. Staff sign in at /staff/sign-in:")
    for entry in json.loads(sign_ins.read_text("utf-8")):
        click.echo(f"  {entry['role']:<12} {entry['email']:<28} {entry['password']}")
