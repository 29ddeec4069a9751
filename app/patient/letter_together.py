"""How the strands pull on each other in these answers, what helps now, and a true hopeful line."""

from app.crisis.messages import Kind, message
from app.patient.letter_strands import Findings

# Condition of the rule language -> sentence. The first ones that hold are said; the last one holds for everybody.
LINKS: tuple[tuple[str, str], ...] = (
    ("'low_mood' in px_motives or 'anxiety' in px_motives", "You use to feel less down or less anxious. That can work for a short while, and then mood often drops lower than before."),
    ("'pain' in px_motives or px_relief_pain >= 2", "You use to ease pain. Pain and low mood share the same paths in the body, so easing one can help the other."),
    ("'withdrawal' in px_motives", "You use so that you do not get sick. That is what the body does after a while. There is safe help for it."),
    ("'sleep' in px_motives", "You use to sleep. Alcohol and many drugs make sleep worse over time, and poor sleep pulls mood down."),
    ("'memories' in px_motives", "You use to block bad memories. There is care that eases both the memories and the use."),
    ("px_after_use == 'worse'", "The day after, your mood is often worse. Then the wish to use comes back. That is how the strands tighten."),
    ("px_stress_use >= 3", "Stress or a bad mood often brings the wish to use. So what eases stress also protects you."),
    ("'stress' in px_return_use or 'low_mood' in px_return_use or 'anxiety' in px_return_use", "When you used again after a break, stress or mood had a part in it. A plan for such days can help."),
    ("any_use and mood_signal", "Mood and use can each make the other worse. Care that looks at both at the same time works better than care for one alone."),
    ("any_use", "Even when mood is steady now, use and stress can pull on it. It helps to look at all three together."),
    ("mood_signal", "When mood is low or worry is high, a drink or a pill can seem to help. It is good to know that before it becomes a habit."),
    ("always", "Mood, stress and use are parts of one life. It helps to look at them together."),
)  # fmt: skip
MOST_LINKS = 3
ADVICE: dict[str, tuple[str, ...]] = {
    "withdrawal": ("WD_EMERGENCY", "WD_ALCOHOL", "WD_SEDATIVE", "WD_RISK_ALCOHOL", "WD_RISK_SEDATIVE", "WD_OPIOID_NOW"),
    "overdose": ("OD_COMBO", "OD_HIGH", "OD_RISK"),
    "pregnancy_opioid": ("PREG_OPIOID",),
    "clinician_soon": ("PSYCHOSIS", "MANIA_NOW", "MANIA_HISTORY"),
}


def together(found: Findings) -> list[str]:
    """How the strands pull on each other; at most three sentences, from the person's own answers."""
    if found.youth:
        return ["Mood, stress and the things people do to cope pull on each other. You do not have to sort that out alone."]
    holding = [sentence for condition, sentence in LINKS if found.holds(condition)]
    return holding[:MOST_LINKS]


def helps_now(found: Findings) -> list[str]:
    """What helps today: safety first, then what fits most people."""
    raised = {flag.id for flag in found.outcome.flags}
    kinds: list[Kind] = [kind for kind, flags in ADVICE.items() if raised.intersection(flags)]  # type: ignore[misc]  # keys are kinds
    advice = [text for kind in kinds for text in message(kind).paragraphs]
    company = "Be near someone you trust, or talk to one person today." if found.holds("px_support == 'yes'") else "Talk to one person today. If there is nobody, 988 listens, and it is free."
    return [*advice, company, "Eat something, drink water, and rest if you can. Small things help mood more than they seem to."]


def hope(found: Findings) -> list[str]:
    """One true hopeful line."""
    if found.holds("any_use and mood_signal"):
        return ["Both can be treated, and they get better together. Many people with the same mix feel well again."]
    return ["Things can get better, and you do not have to do it alone. Many people who asked for help feel well again."]
