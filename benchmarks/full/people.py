"""Names and numbers of people who do not exist: enough of them that a search finds as few as it would in a town."""

import random
from itertools import product
from typing import Final

_SYLLABLES: Final = ("ba", "co", "du", "fe", "gi", "ka", "lo", "mu", "ne", "pi", "ra", "so", "tu", "ve", "zi")
FIRST: Final = tuple("".join(parts).title() for parts in product(_SYLLABLES, repeat=2))
LAST: Final = tuple("".join(parts).title() for parts in product(_SYLLABLES, repeat=3))


def somebody(chance: random.Random) -> dict[str, str]:
    """A contact: a made-up name, and a number under an area code that no phone has."""
    return {
        "contact_name": f"{chance.choice(FIRST)} {chance.choice(LAST)}",
        "contact_phone": f"000-{chance.randrange(10**7):07d}",
        "contact_call": "yes",
    }
