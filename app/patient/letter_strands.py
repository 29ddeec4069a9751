"""The three strands of the letter: what the answers suggest about use, mood and stress. "Your answers suggest", never "you have"."""

from dataclasses import dataclass
from functools import cached_property

from app.instruments import SKIP, Complete, Incomplete, Score
from app.screening import Outcome, rulebook
from app.screening.reading import Reading

SUBSTANCES = {
    "taps2_alc": "alcohol",
    "taps2_can": "marijuana",
    "taps2_sti": "cocaine, crack or meth",
    "taps2_her": "heroin",
    "taps2_opi": "opioid pain pills",
    "taps2_sed": "pills for sleep or nerves",
    "taps2_adh": "pills for ADHD",
}
NOT_SAID = "You left some of these questions out. That is fine. We can talk about it if you want to."
NOT_ASKED_YOUNG = "We did not ask you about this here. You can talk about it with us, or with any of the lines on the help page."


@dataclass(frozen=True)
class Findings:
    """The answers that count, ready for simple questions."""

    outcome: Outcome
    youth: bool = False

    @cached_property
    def reading(self) -> Reading:
        """The answers under the rules."""
        return Reading(rulebook(), self.outcome.answers)

    def holds(self, condition: str) -> bool:
        """Whether a condition of the rule language holds for these answers."""
        return self.reading.holds(condition).holds

    def score(self, key: str) -> Score | None:
        """A result by key, or None."""
        return self.outcome.scores.get(key)

    def skipped(self, *keys: str) -> bool:
        """Whether a score cannot be told because of questions left out."""
        items = (item for key in keys for item in rulebook().catalogue.scored_items(key))
        return any(self.outcome.answers.get(item) == SKIP for item in items)


def use(found: Findings) -> list[str]:
    """What the answers suggest about alcohol, drugs and medicines."""
    if found.youth:
        return [NOT_ASKED_YOUNG]
    strong, some = _by_pull(found)
    said = []
    if strong:
        said.append(f"Your answers suggest that {_listed(strong)} may have a strong pull on your life right now.")
    if some:
        said.append(f"There may be some trouble with {_listed(some)} as well." if strong else f"There may be some trouble with {_listed(some)}.")
    if _drinks_more(found) and "alcohol" not in strong + some:
        said.append("You seem to drink more than health advice suggests.")
    if found.holds("px_fentanyl == 'yes'"):
        said.append("Street opioids are strong and change from day to day. You deserve care that keeps you safe.")
    if found.holds("in_recovery"):
        said.append("You are in recovery. That takes strength, and it counts.")
    return said or [NOT_SAID if found.skipped("taps1", "auditc") else "You told us of little or no use that worries us. That is good to know."]


def _by_pull(found: Findings) -> tuple[list[str], list[str]]:
    strong, some = [], []
    for key, name in SUBSTANCES.items():
        match found.score(key):
            case Complete(score=count) | Incomplete(min_score=int(count)) if count >= 2:
                strong.append(name)
            case Complete(score=1) | Incomplete(min_score=1):
                some.append(name)
    return strong, some


def _drinks_more(found: Findings) -> bool:
    result = found.score("auditc")
    return isinstance(result, Complete) and result.band != "negative"


def mood(found: Findings) -> list[str]:
    """What the answers suggest about low mood and worry."""
    said = [text for text in (_low_mood(found), _worry(found)) if text]
    if found.holds("any_yes or asq_5 == 'yes' or phq9_9 > 0"):
        said.append("You told us about thoughts of death or of hurting yourself. Thank you for that trust. Many people have such thoughts, and they can ease.")
    if found.holds("px_hopeless >= 3"):
        said.append("You often feel that things cannot get better. That feeling is real, and it is also one that help can change.")
    return said or [NOT_SAID]


def _low_mood(found: Findings) -> str | None:
    match found.score("phq9"):
        case Complete(score=total) if total >= 15:
            return "Your answers suggest that low mood weighs on you a lot these days. It is worth talking about soon."
        case Complete(score=total) if total >= 10:
            return "Your answers suggest that low mood has been hard on you. It is worth talking about."
        case Complete(score=total) if total >= 5:
            return "Your answers suggest some low mood. It is good to keep an eye on it."
        case Complete():
            return "Your mood looks mostly steady in these answers."
    return None


def _worry(found: Findings) -> str | None:
    match found.score("gad7"), found.score("gad2"):
        case Complete(score=total), _ if total >= 10:
            return "Worry and tension seem to take up a lot of room. That can be treated well."
        case (Complete(score=total), _) if total >= 5:
            return "There seems to be some worry as well."
        case (_, Complete(score=total)) if total < 3:
            return "Worry does not seem to be a big part of it."
    return None


def stress(found: Findings) -> list[str]:
    """What the answers suggest about stress and the wish to use."""
    if found.youth:
        return [NOT_ASKED_YOUNG]
    said = []
    if found.holds("px_stress_now >= 3"):
        said.append("You carry a lot of stress right now.")
    elif found.holds("px_stress_now >= 1"):
        said.append("You have some stress right now.")
    elif found.holds("px_stress_now == 0"):
        said.append("You have little stress right now.")
    if found.holds("bam_8 >= 3"):
        said.append("The wish to use or drink has been strong.")
    if found.holds("band('pcptsd5') == 'positive' or score('pcptsd5') == 3"):
        said.append("Hard things from the past may still be close. There is good help for that.")
    if found.holds("px_alone >= 3"):
        said.append("You feel cut off from others often. That makes stress heavier, and it can change.")
    return said or [NOT_SAID]


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
