"""How instruments become one guided screening, and what the answers mean together. Pure."""

from app.screening.added import Added, added
from app.screening.level import Level
from app.screening.outcome import Outcome, judge
from app.screening.path import Circumstances, Path, walk
from app.screening.plan import OpenStep, Plan, Step, plan
from app.screening.risk import Flag
from app.screening.rulebook import rulebook

__all__ = [
    "Added",
    "Circumstances",
    "Flag",
    "Level",
    "OpenStep",
    "Outcome",
    "Path",
    "Plan",
    "Step",
    "added",
    "judge",
    "plan",
    "rulebook",
    "walk",
]
