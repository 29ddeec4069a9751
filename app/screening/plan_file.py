"""plan.toml as it is written: blocks, their pages, and the conditions under which items are asked."""

from app.definitions import Definition

FILE = "plan.toml"


class BlockFile(Definition):
    """One block of plan.toml."""

    number: int
    part: str
    why: str
    steps: tuple[tuple[str, ...], ...]


class Budget(Definition):
    """When the screening has become long, and which blocks may then wait."""

    items: int
    minutes: int
    defer: tuple[int, ...]


class Youth(Definition):
    """What a young person is asked after their age."""

    after: str
    blocks: tuple[int, ...]
    items: tuple[str, ...]


class AddedFile(Definition):
    """From how many further questions on the person is told that an answer added them, and what they are about."""

    at_least: int
    topics: dict[str, str]


class Pace(Definition):
    """How long an item takes."""

    seconds_per_item: int


class PlanFile(Definition):
    """plan.toml"""

    skip_keeps_closed: tuple[str, ...]
    parts: dict[str, str]
    topics: dict[str, str]
    budget: Budget
    youth: Youth
    added: AddedFile
    whys: dict[str, str]
    pace: Pace
    blocks: tuple[BlockFile, ...]
    conditions: dict[str, str]
