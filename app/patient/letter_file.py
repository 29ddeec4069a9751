"""The sentences of the letter, as checked data."""

from functools import cache
from pathlib import Path

from app.crisis.messages import Kind
from app.definitions import Definition, DefinitionError, read_pinned, validate
from app.screening import rulebook

FILE = "letter.toml"
FOLDER = Path(__file__).parent / "letter_text"


class Sentence(Definition):
    """What is said when a condition holds, unless an earlier sentence about the same thing was said."""

    about: str
    when: str
    say: str


class LetterFile(Definition):
    """letter.toml"""

    opening: str
    limits: str
    left_out: str
    not_asked_young: str
    most_links: int
    most_advice: int
    most_steps: int
    most_leaflets: int
    substances: dict[str, str]
    advice: tuple[Kind, ...]
    use: tuple[Sentence, ...]
    mood: tuple[Sentence, ...]
    stress: tuple[Sentence, ...]
    together: tuple[Sentence, ...]
    helps: tuple[Sentence, ...]
    small_step: tuple[Sentence, ...]
    hope: tuple[Sentence, ...]

    def sentences(self) -> tuple[Sentence, ...]:
        """All of them."""
        return (*self.use, *self.mood, *self.stress, *self.together, *self.helps, *self.small_step, *self.hope)


@cache
def letter_file() -> LetterFile:
    """The texts that ship with Braid. Raises DefinitionError for a condition or a name that does not exist."""
    file = validate(LetterFile, FILE, read_pinned(FOLDER)[FILE])
    for sentence in file.sentences():
        rulebook().compile(FILE, sentence.about, sentence.when)
    for unknown in sorted(file.substances.keys() - rulebook().catalogue.score_keys):
        raise DefinitionError(FILE, f"substances.{unknown}", "is no score")
    called_for = {rule.advice for rule in rulebook().risk.flags}
    for idle in sorted(set(file.advice) - called_for):
        raise DefinitionError(FILE, "advice", f"no flag calls for {idle}")
    for lost in sorted({rule.advise for rule in rulebook().risk.flags if rule.advise} - set(file.advice)):
        raise DefinitionError(FILE, "advice", f"leaves out {lost}, which a flag of risk.toml advises")
    return file
