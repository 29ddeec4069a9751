"""The two ways in which answers are read: while the person is answering, and as they stand."""

from app.instruments import Answer, Answers, Item
from app.screening import Circumstances, rulebook, walk
from app.screening.reading import Reading
from app.screening.risk import flags, help_due
from tests.golden.tables import answers

DEFAULT = Circumstances(frozenset({"pcptsd5", "peg"}))


def while_answering(given: Answers, circumstances: Circumstances = DEFAULT) -> Reading:
    path = walk(given, circumstances)
    return Reading(rulebook(), path.answers, circumstances.modules, path.pending)


def raised_so_far(given: str, circumstances: Circumstances = DEFAULT) -> list[str]:
    return [flag.id for flag in flags(while_answering(answers(given), circumstances))]


def raised_as_they_stand(given: str) -> list[str]:
    return [flag.id for flag in flags(Reading(rulebook(), answers(given)))]


def help_after(earlier: str, given: str) -> list[str]:
    """The help texts met right after `given`, answered when `earlier` had been."""
    before, after = answers(earlier), answers(earlier, given)
    return list(help_due(while_answering(before), while_answering(after), answers(given)))


def nothing_to_tell(item: Item) -> Answer:
    """The answer of a person for whom nothing of this holds."""
    values = [option.value for option in item.options]
    match item.type:
        case "integer":
            return 40
        case "text":
            return "My dog"
        case "multiple":
            return ("none",) if "none" in values else (str(values[-1]),)
    return "no" if "no" in values else min(values, key=str)
