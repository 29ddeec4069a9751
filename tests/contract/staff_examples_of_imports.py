"""Examples of the pages by which lists come from a spreadsheet."""

import secrets
from collections.abc import Mapping
from io import BytesIO

from app.extensions import db
from app.imports.kinds import KINDS
from app.intake.models import Screening
from tests.contract.staff_worker import STAFF, Asked, Example, Worker, page_example
from tests.support.desk import soup


class File(BytesIO):
    """A file that can be sent again."""

    def close(self) -> None:
        self.seek(0)


def _staff(worker: Worker) -> str:
    return f"email,role\n{secrets.token_hex(4)}@clinic.example,clinician\n"


def _invites(worker: Worker) -> str:
    return f"label\nchart {secrets.token_hex(4)}\n"


def _resources(worker: Worker) -> str:
    line = f"Line {secrets.token_hex(4)},For people in this example,everyone,Day and night,en,555-234-0142"
    return f"name,about,fits,hours,languages,call\n{line}\n"


def _scores(worker: Worker) -> str:
    screening_id = worker.screening().rpartition("/")[2]
    with worker.app.app_context():
        reference = db.session.get_one(Screening, screening_id).reference
    return f"reference,instrument,date,total\n{reference},gad7,2026-03-09,12\n"


LISTS = {"staff": _staff, "resources": _resources, "invites": _invites, "scores": _scores}


def _try(name: str) -> Example:
    def asked(worker: Worker) -> Asked:
        return Asked(f"{STAFF}/import/{name}", {"file": (File(LISTS[name](worker).encode()), "list.csv")})

    return asked


def _bring(name: str) -> Example:
    def asked(worker: Worker) -> Asked:
        tried = _try(name)(worker)
        page = worker.desk.client.post(tried.path, data={"csrf_token": worker.desk.token(), **tried.fields})
        (field,) = soup(page).select("form[action$='/in'] [name=file]")
        return Asked(f"{tried.path}/in", {"file": str(field["value"])})

    return asked


def _open_to(worker: Worker) -> str:
    return next(name for name, kind in KINDS.items() if worker.role in kind.roles)


IMPORTS: Mapping[str, Example] = {
    "lists": page_example("/import"),
    "sample": lambda worker: Asked(f"{STAFF}/import/{_open_to(worker)}/sample"),
    **{f"try_{name}": _try(name) for name in LISTS},
    **{f"bring_{name}": _bring(name) for name in LISTS},
}
