"""What a choice of optional parts makes of the screening: its parts in order, and how long it gets. Nothing is kept."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby

from app.asking.wording import part_name
from app.instruments import catalogue
from app.screening import plan
from app.screening.duration import minutes
from app.screening.plan import Step


@dataclass(frozen=True)
class PartAsked:
    """One part: its name, the most questions somebody can meet there, and the optional questionnaires in it."""

    name: str
    most: int
    optional: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """The whole screening with a choice of optional parts."""

    parts: tuple[PartAsked, ...]
    minutes: tuple[int, int]

    @property
    def most(self) -> int:
        """The most questions that somebody can meet at all; nobody meets every one."""
        return sum(part.most for part in self.parts)


def asked(modules: Collection[str]) -> Asked:
    """The screening with these optional parts."""
    grouped = groupby(plan().steps, key=lambda step: step.part)
    parts = (_part(name, steps, modules) for name, steps in grouped)
    return Asked(tuple(part for part in parts if part.most), minutes(frozenset(modules)))


def module_titles(modules: Iterable[str]) -> dict[str, str]:
    """What the optional parts are called, by id. Published names stay as they are."""
    return {module: catalogue().instruments[module].title for module in modules}


def _part(name: str, steps: Iterable[Step], modules: Collection[str]) -> PartAsked:
    owners = [catalogue().instrument_of(planned.item.link_id) for step in steps for planned in step.items]
    found = [owner for owner in owners if owner.ship == "core" or owner.id in modules]
    optional = dict.fromkeys(owner.title for owner in found if owner.ship != "core")
    return PartAsked(part_name(name), len(found), tuple(optional))
