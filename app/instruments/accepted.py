"""Which options of a question a comparison accepts, for whoever spells a condition out: on paper, or in FHIR."""

import ast

from app.instruments.conditions import COMPARISONS
from app.instruments.item import Item


def accepted_values(item: Item, op: ast.cmpop, wanted: object) -> tuple[int | str, ...]:
    """The values of its options for which `item op wanted` holds, in order; none of an item without options."""
    same_kind = [value for value in item.values if isinstance(value, type(wanted))]
    return tuple(value for value in same_kind if COMPARISONS[type(op)](value, wanted))  # type: ignore[arg-type]  # same kind
