"""What is asked and how it is scored. Pure: a clinician can review this folder alone."""

from app.definitions import DefinitionError
from app.instruments.answers import AnswerError, read_answer, read_answers
from app.instruments.catalogue import Catalogue, catalogue, load_catalogue
from app.instruments.item import SKIP, SKIP_TEXT, Answer, AnswerOption, Answers, Item
from app.instruments.model import Instrument
from app.instruments.results import Complete, Incomplete, Marks, Score
from app.instruments.scoring import bands_for, score, score_all
from app.instruments.translation import ORIGINAL, Translation
from app.instruments.wording import answer_text, answer_texts

__all__ = [
    "ORIGINAL",
    "SKIP",
    "SKIP_TEXT",
    "Answer",
    "AnswerError",
    "AnswerOption",
    "Answers",
    "Catalogue",
    "Complete",
    "DefinitionError",
    "Incomplete",
    "Instrument",
    "Item",
    "Marks",
    "Score",
    "Translation",
    "answer_text",
    "answer_texts",
    "bands_for",
    "catalogue",
    "load_catalogue",
    "read_answer",
    "read_answers",
    "score",
    "score_all",
]
