"""Whoever makes the requests of the examples, and what one request is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask

from tests.support.desk import CALM, Desk, arrive, edition_on, hire, sign_in

STAFF = "/staff"


@dataclass(frozen=True)
class Worker:
    """Somebody signed in, and where."""

    app: Flask
    desk: Desk
    email: str
    role: str
    site_id: str

    def screening(self) -> str:
        """The address of a new screening of their site."""
        return f"{STAFF}/screenings/{arrive(self.app, CALM, site_id=self.site_id)}"

    def colleague(self, role: str = "clinician") -> str:
        """The address of a colleague."""
        return hire(self.app, role, "A Colleague", self.site_id)


@dataclass(frozen=True)
class Asked:
    """One request, but for the token against forgery."""

    path: str
    fields: Mapping[str, Any] = field(default_factory=dict)


Example = Callable[[Worker], Asked]


def worker_of(app: Flask, role: str, site_id: str = "default") -> Worker:
    """Somebody new of this role."""
    email = hire(app, role, f"A {role}", site_id)
    return Worker(app, sign_in(app, email), email, role, site_id)


def page_example(path: str, **fields: str) -> Example:
    return lambda worker: Asked(f"{STAFF}{path}", fields)


def act_example(act: str, **fields: str) -> Example:
    """On a screening that waits in the queue."""
    return lambda worker: on_screening(worker, worker.screening(), act, fields)


def on_screening(worker: Worker, page: str, act: str, fields: Mapping[str, str]) -> Asked:
    return Asked(f"{page}/{act}", {"edition": edition_on(worker.desk.get(page)), **fields})
