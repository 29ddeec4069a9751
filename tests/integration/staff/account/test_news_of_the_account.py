"""What somebody learns of their own account: how they signed in, from which browser, and what was changed."""

from flask import Flask

from app.accounts import by_email, notices, recovery, reset_factor
from app.accounts.notices import Notice
from app.extensions import writing
from app.extensions.clock import StoppedClock
from app.staff.account.news import WORDS
from tests.support.desk import CODE, PASSWORD, Desk, authenticator_of, hire, sign_in

ACCOUNT = "/staff/account"
FIREFOX = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0"}
SAFARI = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) Version/26.0 Mobile Safari/604.1"}


def news(desk: Desk) -> list[str]:
    return [found.get_text() for found in desk.get(ACCOUNT).select("#news ~ ul strong")]


def lately(desk: Desk) -> list[str]:
    return [found.get_text(" ", strip=True) for found in desk.get(ACCOUNT).select("#sign-ins ~ ul li")]


def test_the_first_sign_in_is_no_news_and_the_next_one_in_a_new_browser_is(app: Flask, stopped: StoppedClock) -> None:
    email = hire(app, "coordinator")
    first = sign_in(app, email)
    assert not news(first)
    assert not first.get("/staff/queue").select(".told")
    other = sign_in(app, email)
    assert news(first) == news(other) == [WORDS[Notice.NEW_BROWSER]]
    link = first.get("/staff/queue").select_one(".told")
    assert link is not None
    assert (link["href"], link.get_text()) == ("/staff/account#news", "1 thing to know of your account")


def test_signing_in_again_in_the_same_browser_is_none(app: Flask, stopped: StoppedClock) -> None:
    email = hire(app, "coordinator")
    desk = sign_in(app, email)
    desk.post("/staff/sign-out")
    desk.client.post("/staff/sign-in", data={"email": email, "password": PASSWORD})
    assert desk.client.post(CODE, data={"otp": authenticator_of(email).code()}).headers["Location"] == "/staff/"
    assert not news(desk)
    assert ["known browser yes" in row for row in lately(desk)] == [True, False]


def test_what_was_read_is_gone_and_what_came_meanwhile_stays(app: Flask, stopped: StoppedClock) -> None:
    email = hire(app, "coordinator")
    desk = sign_in(app, email)
    sign_in(app, email)
    until = str(desk.get(ACCOUNT).select("[name=until]")[0]["value"])
    with app.app_context(), writing():
        user = by_email(email)
        assert user is not None
        recovery.use(user, recovery.issue(user)[0])
    desk.post(f"{ACCOUNT}/news", until=until)
    assert news(desk) == [WORDS[Notice.RECOVERY_USED]]
    assert desk.post(f"{ACCOUNT}/news", until="x").status_code == 404


def test_nobody_reads_the_news_of_a_colleague_away(app: Flask, ana: Desk, stopped: StoppedClock) -> None:
    email = hire(app, "coordinator")
    desk = sign_in(app, email)
    sign_in(app, email)
    ana.post(f"{ACCOUNT}/news", until=str(desk.get(ACCOUNT).select("[name=until]")[0]["value"]))
    assert len(news(desk)) == 1


def test_each_change_of_what_one_comes_in_by_is_told(app: Flask, stopped: StoppedClock) -> None:
    email = hire(app, "coordinator")
    desk = sign_in(app, email)
    desk.post(f"{ACCOUNT}/password", old=PASSWORD, password="six other trees lie down")
    with app.app_context(), writing():
        user = by_email(email)
        assert user is not None
        reset_factor.reset(user)
        assert [one.what for one in notices.unread(user.id)] == [Notice.FACTOR, Notice.PASSWORD]


def test_the_page_tells_how_one_signed_in_and_with_what_but_not_from_where_exactly(
    app: Flask, stopped: StoppedClock
) -> None:
    email = hire(app, "coordinator")
    client = app.test_client()
    for headers, otp in ((FIREFOX, "000000"), (SAFARI, authenticator_of(email).code())):
        client.post("/staff/sign-in", data={"email": email, "password": PASSWORD}, headers=headers)
        client.post(CODE, data={"otp": otp}, headers=headers)
    rows = lately(Desk(client))
    assert rows == [
        "Signed in today 12:00, browser Safari , known browser no, by a code, system iPhone",
        "Sign-in failed today 12:00, by a code",
    ]
