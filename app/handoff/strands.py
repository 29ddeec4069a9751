"""Which score belongs to which strand."""

from typing import Final, NamedTuple

from app.extensions import N_


class Strand(NamedTuple):
    """One strand, or what stands beside the three, and the instruments in it."""

    key: str
    word: str
    instruments: tuple[str, ...]


STRANDS: Final = (
    Strand("mood", N_("Mood"), ("phq9", "phq2", "asq")),
    Strand("stress", N_("Worry and stress"), ("gad7", "gad2", "k6", "pcptsd5")),
    Strand("use", N_("Use"), ("auditc", "taps1", "taps2", "sisq_drug", "bam_items")),
    Strand("body", N_("Body"), ("peg", "phq15")),
    Strand("people", N_("Safety"), ("hark",)),
)
NEVER_WITHOUT: Final = frozenset({"mood", "stress", "use"})  # shown even where nothing in it has a score
