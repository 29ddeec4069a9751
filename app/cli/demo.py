"""`flask demo`: an instance full of made-up people, marked so that it can never serve real ones."""

import json
from pathlib import Path

import click
import pyotp
from flask.cli import with_appcontext

from app.accounts import anyone_enrolled, by_email, enrol, factor
from app.cli.made_up import SCREENINGS, STAFF, hand_in, people_under_way
from app.cli.made_up_course import somebody_who_came_back
from app.cli.serve import prepare, start_server
from app.cli.wipe import wipe_demo
from app.extensions import writing
from app.intake.arriving.drafts import anything_begun
from app.settings import DEMO_MARK, DEMO_SIGN_INS, Settings, current_settings

PASSWORD = "made-up people live in this demo"  # noqa: S105 - printed on purpose; a demo holds nobody's data


@click.command()
@click.option("--only-fill", is_flag=True, help="Fill the instance and end, without serving.")
@click.option("--codes", is_flag=True, help="Only print the sign-ins of a demo that is there, with the codes of now.")
@click.option("--wipe", is_flag=True, help="Empty a demo instance and end.")
@click.option("--yes", is_flag=True, help="With --wipe: do not ask first.")
@with_appcontext
def demo(only_fill: bool, codes: bool, wipe: bool, yes: bool) -> None:
    """Serve an instance with made-up screenings, and print its staff sign-ins."""
    if wipe:
        wipe_demo(ask=not yes)
        return
    chosen = current_settings()
    if not codes:
        _make(chosen)
    _print_sign_ins(chosen.instance / DEMO_SIGN_INS)
    if not only_fill and not codes:
        prepare()
        start_server()


def _make(chosen: Settings) -> None:
    """Fill the instance, unless that was done before."""
    mark = chosen.instance / DEMO_MARK
    if chosen.production:
        raise click.ClickException("a demo cannot be production: unset BRAID_ENV")
    if not mark.exists():
        prepare()
        if anyone_enrolled() or anything_begun():
            raise click.ClickException(f"{chosen.instance} is in use; set BRAID_INSTANCE to another folder")
        mark.write_text("This instance holds made-up people. Braid refuses to start it as production.\n", "utf-8")
        _fill(chosen.instance / DEMO_SIGN_INS)


def _fill(sign_ins: Path) -> None:
    staff = [_staff(email, role, name) for email, role, name in STAFF]
    sign_ins.write_text(json.dumps(staff, indent=2) + "\n", "utf-8")
    for screening in SCREENINGS:
        with writing():
            hand_in(screening)
    with writing():
        coordinator = by_email(STAFF[0][0])
    if coordinator:
        somebody_who_came_back(coordinator)
    with writing():
        people_under_way()


def _staff(email: str, role: str, name: str) -> dict[str, str | None]:
    with writing():
        token = enrol.invite(email, role, name=name)
    with writing():
        user = enrol.redeem(token, PASSWORD, name)
    seed = factor.new_seed()
    with writing():
        factor.give(user, seed)
    return {"email": email, "password": PASSWORD, "totp_secret": seed, "role": role, "site": "default"}


def _print_sign_ins(sign_ins: Path) -> None:
    if not sign_ins.exists():
        raise click.ClickException(f"there is no {sign_ins}: no demo was made here")
    click.echo(f"Demo: every person in it is made up. Staff sign in at /staff/sign-in with the password: {PASSWORD}")
    click.echo("and a code, which any authenticator shows for the key; `make demo ARGS=--codes` prints them anew.")
    for entry in json.loads(sign_ins.read_text("utf-8")):
        key = entry["totp_secret"]
        shown = f"code now {pyotp.TOTP(key).now()}   key {key}" if key else "sets up an authenticator at sign-in"
        click.echo(f"  {entry['role']:<12} {entry['email']:<28} {shown}")
