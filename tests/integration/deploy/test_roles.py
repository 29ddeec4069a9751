"""Each side signs in to PostgreSQL with a role of its own, which may do what the side does and nothing else."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import psycopg
import pytest

from app import activity
from app.accounts import by_email
from app.activity import running
from app.extensions import Base, db, writing
from app.extensions.server_load import connections
from app.intake.arriving.invites import make_invite
from app.intake.arriving.tidy import tidy_up
from app.readiness import problems
from app.web import held_back
from app.web.housekeeping import go_round
from tests.support.application import Engines
from tests.support.client_browser import somebody
from tests.support.codes import come_back, with_code
from tests.support.desk import desk_of, hand_over, hire
from tests.support.divided import Divided, divided
from tests.support.people import ACUTE, NOTHING
from tests.support.sites import second_site
from tests.support.wait import wait_until
from tests.support.walker import Walker

pytestmark = pytest.mark.postgres

# What the person's process has a part in. A new table of the person's side belongs into grants.sql and here.
PERSONS = {
    *("activity", "alembic_version", "alert_deliveries", "alerts", "consents", "contact_attempts", "drafts"),
    *("follow_ups", "invites", "kiosk_visits", "own_lines", "rights_answers", "rights_requests", "risk_events"),
    *("screening_versions", "screenings"),
    *("search_marks", "sessions", "sites", "tallies", "webhook_events", "webhook_subscribers", "wrong_tries"),
}


@pytest.fixture(scope="module")
def sides(engines: Engines, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Divided]:
    with divided(engines.postgres(), tmp_path_factory.mktemp("divided")) as sides:
        yield sides


def take_number(sides: Divided) -> Walker:
    """A device of the centre, which staff on one host name hand over to a person on the other."""
    walker = somebody(sides.patient, ACUTE)
    walker.open("/kiosk")
    walker.go_on(pin=hand_over(desk_of(sides.staff, "coordinator")))
    return walker


def test_somebody_finishes_asks_for_a_call_takes_a_code_comes_back_and_leaves(sides: Divided) -> None:
    walker = somebody(sides.patient, ACUTE)
    walker.walk(until="/h/")
    walker.press("call", call_phone="555-0142")
    walker.walk(until="/contact")
    later = come_back(sides.patient, with_code(walker), ACUTE)
    assert later.walk().path == "/received"
    for path in ("/result", "/copy", "/help", "/privacy", "/read", "/leave"):
        assert later.open(path).status == 200, path


@contextmanager
def persons_have(sides: Divided, most: int) -> Iterator[None]:
    """So many connections are what the person's role may have, for a while; none is open at first."""
    with sides.patient.app_context():
        db.engine.dispose()
    superuser = psycopg.connect(sides.address.replace("+psycopg", ""), autocommit=True)
    theirs = "SELECT FROM pg_stat_activity WHERE usename = 'braid_patient'"
    with superuser:
        wait_until(lambda: not superuser.execute(theirs).rowcount)
        superuser.execute(f"ALTER ROLE braid_patient CONNECTION LIMIT {most}")
        try:
            yield
        finally:
            superuser.execute("ALTER ROLE braid_patient CONNECTION LIMIT 60")


def test_with_no_connection_left_nothing_is_confirmed_and_nothing_lost_and_help_is_there(sides: Divided) -> None:
    walker = somebody(sides.patient, NOTHING)
    walker.walk(until="/check")
    with persons_have(sides, 0):  # others hold them all
        assert walker.go_on().status == 503
        assert walker.open("/help").status == 200
        assert walker.open("/").status == 200
    walker.open("/check")
    assert walker.walk().path == "/received"


def test_the_staffs_role_sees_how_many_connections_the_persons_has_left(sides: Divided) -> None:
    with persons_have(sides, 20), ExitStack() as held:
        for _ in range(17):
            held.enter_context(sides.connect("braid_patient"))
        with sides.staff.app_context():
            limits = {used.role: used for used in connections()}
        assert (limits["braid_patient"].taken, limits["braid_patient"].most) == (17, 20)
        assert limits["braid_staff"].most == 60
        assert limits[None].taken >= 17 + limits["braid_staff"].taken >= 18, "of everybody, all together"
        said = sides.staff.test_cli_runner().invoke(args=["doctor"]).stdout
        assert "17 of the 20 connections that PostgreSQL allows braid_patient are taken" in said
        assert "braid_database_connections 17.0" in sides.staff.test_cli_runner().invoke(args=["metrics"]).stdout


def test_other_systems_are_told_and_later_answers_reach_what_staff_tried(sides: Divided) -> None:
    run = sides.staff.test_cli_runner()
    added = run.invoke(args=["webhooks", "add", "https://hooks.clinic.example/"])
    assert added.exit_code == 0, added.output
    walker = somebody(sides.patient, NOTHING | {"phq9_9": "1"})
    walker.walk(until="/h/")
    walker.press("call", call_phone="555-0142")
    desk = desk_of(sides.staff, "clinician")
    case = str(desk.get("/staff/queue").select("a[href*='/staff/screenings/']")[0]["href"])
    assert desk.post(f"{case}/claim").status_code == 303
    assert desk.post(f"{case}/attempts", outcome="no_answer", channel="phone").status_code == 303
    assert walker.walk().path == "/received"


def test_somebody_deletes_everything(sides: Divided) -> None:
    walker = somebody(sides.patient, NOTHING)
    walker.walk(until="/s/4")
    walker.open("/stop")
    assert walker.press("delete").status == 200
    assert walker.open("/s/4").status == 410


def test_a_device_of_the_center_goes_from_hand_to_hand_and_back(sides: Divided) -> None:
    walker = take_number(sides)
    walker.open("/person")
    walker.press("person")
    walker.open("/s/1")
    assert walker.walk().path == "/received"
    assert walker.press("finish").path == "/kiosk"


def test_a_wrong_code_a_link_and_the_door_of_another_site_work(sides: Divided) -> None:
    hill = second_site(sides.staff)
    assert somebody(sides.patient).open(hill.first_page).status == 200
    email = hire(sides.staff, "coordinator")
    with sides.staff.app_context(), writing():
        staff = by_email(email)
        assert staff
        token = make_invite(staff, label="chart 1207")
    invited = somebody(sides.patient, NOTHING)
    invited.open(f"/i/{token}")
    assert invited.walk().path == "/received"
    lost = somebody(sides.patient)
    lost.open("/return")
    assert lost.go_on(code="0000-0000-0000-0000").status in (200, 422)


def test_what_was_sent_stands_in_the_queue_can_be_worked_on_and_the_log_is_whole(sides: Divided) -> None:
    person = somebody(sides.patient, ACUTE)
    person.walk()
    (reference,) = (one["data-reference"] for one in person.seen[-1].soup.select("[data-reference]"))
    person.open("/ask")
    assert person.press("ask", wish="copy").soup.select("[data-waits], main li, main dd"), "it is said to wait"
    desk = desk_of(sides.staff, "clinician")
    row = next(one for one in desk.get("/staff/queue").select("[data-reference]") if one["data-reference"] == reference)
    case = str(row.select("a[href*='/staff/screenings/']")[0]["href"])
    assert desk.post(f"{case}/claim").status_code == 303
    assert desk.post(f"{case}/note", text="Called the number.").status_code == 303
    with sides.staff.app_context():
        tidy_up()
        assert activity.verify() is None
        assert list(problems(sides.staff)) != []


@pytest.mark.parametrize("side", ["patient", "staff"])
def test_what_a_server_does_by_itself_is_nothing_that_its_role_may_not_do(sides: Divided, side: str) -> None:
    with getattr(sides, side).app_context():
        go_round()


def test_each_side_records_its_start_and_that_somebody_met_a_limit(sides: Divided) -> None:
    running.note_start(sides.patient)
    running.note_start(sides.staff)
    with sides.patient.test_request_context("/"):
        held_back.note("first page")
    with sides.staff.app_context():
        recorded = [(row.action, row.detail.get("surface")) for row in reversed(activity.latest(3))]
    assert recorded == [("braid.started", "patient"), ("braid.started", "staff"), ("access.held_back", None)]


@pytest.mark.parametrize(("side", "other"), [("patient", "staff"), ("staff", "patient")])
def test_a_side_has_no_page_of_the_other(sides: Divided, side: str, other: str) -> None:
    rules = {str(rule.endpoint) for rule in getattr(sides, side).url_map.iter_rules()}
    assert f"{side}.{'start' if side == 'patient' else 'queue'}" in rules
    theirs = {"staff": ("staff.", "api."), "patient": ("patient.",)}[other]
    assert [rule for rule in rules if rule.startswith(theirs)] == []


def refused(sides: Divided, role: str, statement: str) -> None:
    with sides.connect(role) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


def test_the_persons_role_has_a_part_in_exactly_these_tables(sides: Divided) -> None:
    with sides.connect("braid_owner") as connection:
        rows = connection.execute(
            "SELECT DISTINCT table_name FROM information_schema.column_privileges WHERE grantee = 'braid_patient'"
        ).fetchall()
    assert {name for (name,) in rows} == PERSONS
    every = {*Base.metadata.tables, "alembic_version"}
    assert every > PERSONS
    for table in every - PERSONS:
        refused(sides, "braid_patient", f"SELECT 1 FROM {table}")  # noqa: S608 - our own table names


def test_the_persons_role_reads_no_session_of_staff_and_nobody_in_the_log(sides: Divided) -> None:
    desk_of(sides.staff, "coordinator")
    take_number(sides)
    with sides.connect("braid_patient") as connection:
        assert connection.execute("SELECT DISTINCT audience FROM sessions").fetchall() == [("person",)]
        changed = connection.execute("UPDATE sessions SET payload = '' WHERE audience = 'staff'").rowcount
        assert changed == 0
        connection.execute("SELECT seq, mac FROM activity")
    refused(sides, "braid_patient", "SELECT actor_id FROM activity")
    refused(sides, "braid_patient", "SELECT * FROM activity")
    refused(sides, "braid_patient", "INSERT INTO staff_users SELECT * FROM staff_users")


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT sealed FROM screening_versions",
        "SELECT * FROM risk_events",
        "SELECT sealed FROM consents",
        "SELECT sealed_label FROM invites",
        "UPDATE invites SET expires_at = now()",
        "UPDATE invites SET withdrawn_at = NULL",
        "UPDATE screening_versions SET sealed = ''",
        "DELETE FROM screenings",
        "INSERT INTO sessions (id, token_hash, audience, created_at, last_seen_at, payload)"
        " VALUES (gen_random_uuid(), 'x', 'staff', now(), now(), '')",
        "SELECT sealed FROM webhook_subscribers",
        "SELECT sealed FROM rights_requests",
    ],
)
def test_the_persons_role_reads_nothing_again_moves_no_link_and_makes_itself_no_staff(
    sides: Divided, statement: str
) -> None:
    refused(sides, "braid_patient", statement)


@pytest.mark.parametrize("role", ["braid_patient", "braid_staff"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE activity SET action = 'x'",
        "DELETE FROM activity",
        "TRUNCATE activity",
        "ALTER TABLE activity DISABLE TRIGGER ALL",
        "DROP TABLE notes",
        "CREATE TABLE extra (id int)",
        "UPDATE alembic_version SET version_num = '0001'",
        "ALTER TABLE sessions DISABLE ROW LEVEL SECURITY",
        "SET ROLE braid_owner",
    ],
)
def test_no_side_changes_the_log_the_tables_or_who_it_is(sides: Divided, role: str, statement: str) -> None:
    refused(sides, role, statement)
