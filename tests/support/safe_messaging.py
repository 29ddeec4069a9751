"""What is never said near suicide, overdose or danger, in each language that we speak.

After the recommendations for safe messaging of the Action Alliance and SPRC: no method, place or amount; no number that
makes it look common; no drama; no promise that nobody can keep; no word that blames.
"""

import re
from typing import Final

NEVER: Final[dict[str, dict[str, str]]] = {
    "en": {
        "a method": r"hang(ed|ing)? (yourself|themselves|oneself)|jump(ed|ing)?|shoot(ing)?|guns?|firearms?|rope|noose|"
        r"razor|blades?|cut(ting)? (yourself|themselves)|bridges?|lethal",
        "an amount": r"dos(e|es|age)|milligrams?|mg|grams?|how many pills",
        "a statistic": r"per ?cent|\d+ ?%|(one|two|three|\d+) (in|out of) (every )?(two|three|four|five|ten|\d+)|"
        r"millions?|thousands?",
        "drama": r"epidemic|tragic|tragedy|shocking|horrif\w+|desperate|\w+!(?!=)",
        "a promise": r"(we|someone|somebody|a person) will (always|never|call|phone|text|contact|reach|visit|come)|"
        r"guarantee\w*|we promise|(completely|totally|fully) (safe|private|confidential|anonymous)|"
        r"you will (get|feel|be) (better|well|fine|safe|cured)|cured?|no one will (ever )?know",
        "blame": r"commit(s|ted|ting)? suicide|(successful|failed|unsuccessful|completed) (suicide|attempt)s?|"
        r"selfish|cowardly?|attention[- ]seeking|cry for help",
    },
    "es": {
        "a method": r"ahorc\w+|colgarse|salt\w+ (de|desde|al)|dispar\w+|pistolas?|armas? de fuego|soga|cuerda|"
        r"navajas?|cuchillas?|cortarse|puentes?|letal(es)?",
        "an amount": r"dosis|miligramos?|mg|gramos?|cuántas pastillas",
        "a statistic": r"por ciento|\d+ ?%|(uno|una|dos|tres|\d+) de cada (dos|tres|cuatro|cinco|diez|\d+)|"
        r"millones|miles",
        "drama": r"epidemia|trágic[oa]s?|tragedia|horribles?|desesperad[oa]s?|\w+!(?!=)",
        "a promise": r"garantiz\w+|[lt]e prometemos|"
        r"(completamente|totalmente) (seguro|privado|confidencial|anónimo)|"
        r"(se|te) (sentirá|sentirás|curará|curarás)|nadie lo sabrá",
        "blame": r"comet\w+ (un |el )?suicidio|"
        r"(suicidios?|intentos?) (fallidos?|fracasados?|exitosos?|logrados?|consumados?|frustrados?)|egoísta|cobardes?|"
        r"llamar la atención",
        "a label": r"(drogo)?adict[oa]s?|drogadict[oa]s?|yonquis?|(un|una|unos|unas|el|la|los|las|es|eres|son|ser) "
        r"alcohólic[oa]s?|toxicóman[oa]s?|viciosos?|loc[oa]s?|enferm[oa]s? mental(es)?|abus(o|os|a|ar|ador\w*) "
        r"(de|del) (sustancias?|drogas?|alcohol|medicament\w+)|reca(er|ídas?|yó)|sucias?|limpi[oa]s? de drogas|"
        r"sufre(s|n)? de|padece(s|n)? de|resultados? (de la|del) (prueba|test)",
    },
}
RULES: Final = {
    language: {about: re.compile(rf"(?<!\w)({words})(?!\w)", re.IGNORECASE) for about, words in rules.items()}
    for language, rules in NEVER.items()
}


def faults(text: str, language: str = "en") -> list[str]:
    """What a text says that it must not: each as the rule and the words."""
    return [f"{about}: {found[0]!r}" for about, rule in RULES[language].items() for found in rule.finditer(text)]
