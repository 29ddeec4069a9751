"""The queue: who is called first. Reading it is recorded, asking whether there is news is not."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, render_template, url_for
from flask_babel import ngettext
from flask_login import current_user

from app import activity, alerts, sessions
from app.accounts import CLINICAL, StaffUser, of_site
from app.extensions import begin_immediate, db
from app.intake.queue.arrivals import News, Seen, new_since, seen_now
from app.intake.queue.rows import Listed, cases, idle_drafts
from app.intake.queue.tabs import Tab, View, counts
from app.screening import Level
from app.staff.here import times
from app.staff.queue.address import address_of, number_in_address, view_asked_for
from app.staff.queue.keys_routes import keys_are_on
from app.staff.queue.rows import draft_views, row_views
from app.staff.queue.tabs import level_choices, owner_choices, tab_views
from app.staff.words.levels import level_marks

MOMENT_DIGITS = 10  # of seconds since 1970
COUNT_DIGITS = 6


def register(blueprint: Blueprint) -> None:
    blueprint.get("/queue")(queue)
    blueprint.get("/queue/news")(queue_news)


def queue() -> str:
    """Screenings of one's own site under one tab, and the level of those who stopped midway."""
    view = view_asked_for()
    seen = seen_now(current_user)
    listed = cases(view, current_user)
    page = {**_around(view, seen), **_rows(view, listed), **_filters(view)}
    _record_reading(view, len(listed.rows))  # everything is read by now: it ends the transaction that read it
    return render_template("staff/queue/page.html", **page)


def queue_news() -> Response:
    """How many came in since a page was made, and how pressing, in words; empty if none. Asked for by the page, so it
    keeps nobody signed in.
    """
    sessions.current().counts_as_activity = False
    since = datetime.fromtimestamp(number_in_address("since", MOMENT_DIGITS), UTC)
    seen = Seen(since, {level: number_in_address(level.value, COUNT_DIGITS) for level in Level})
    news = new_since(seen, current_user)
    return Response(_said(news) if news else "", mimetype="text/plain")


def _in_address(seen: Seen) -> dict[str, Any]:
    return {level.value: count for level, count in seen.counts.items()}


def _said(news: News) -> str:
    new = ngettext("%(num)s new.", "%(num)s new.", news.count)
    return f"{new} {level_marks()[news.level].word}: {news.of_level}."


def _around(view: View, seen: Seen) -> dict[str, object]:
    drafts = idle_drafts(current_user, view.level)
    numbers = {**counts(view, current_user), Tab.IN_PROGRESS: len(drafts)}
    return {
        "tab": view.tab,
        "tabs": tab_views(view, numbers, address_of),
        "under_tab": numbers[view.tab],
        "here": address_of(view),
        "drafts": draft_views(drafts, times()),
        "unseen": alerts.count_unseen_less_pressing(current_user.site_id),
        "news": url_for("staff.queue_news", since=int(seen.since.timestamp()), **_in_address(seen)),
        "keys": keys_are_on(),
        "keys_form": address_of(view, "staff.switch_keys"),
    }


def _rows(view: View, listed: Listed) -> dict[str, object]:
    return {
        "rows": row_views(listed.rows, times()),
        "before": address_of(replace(view, page=view.page - 1)) if view.page > 1 else None,
        "after": address_of(replace(view, page=view.page + 1)) if listed.more else None,
    }


def _filters(view: View) -> dict[str, object]:
    return {
        "level_choices": level_choices(view.level),
        "owner_choices": owner_choices(view.owner, _owners()),
        "filtered": view.level or view.owner,
        "unfiltered": address_of(View(view.tab)),
    }


def _owners() -> list[StaffUser]:
    return [user for user in of_site(current_user.site_id) if user.role in CLINICAL]


def _record_reading(view: View, count: int) -> None:
    """In a writing transaction of its own, so that opening two hundred seals does not hold the lock."""
    begin_immediate()
    site = ("site", current_user.site_id)
    activity.record("queue.read", subject=site, actor=current_user, tab=view.tab.value, rows=count)
    db.session.commit()
