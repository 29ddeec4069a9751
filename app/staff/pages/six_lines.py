"""What to know, in six lines: composed from the answers, in our own words, under six headings of our own."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final, NamedTuple

from app.instruments import SKIP
from app.staff.pages.phrases import GAD2, GAD7, PHQ9, Findings, Phrase
from app.staff.pages.text import visible

NOT_ASKED: Final = "Nothing asked or answered here."
NOTHING: Final = "Nothing of concern in these answers."
OWN_WORDS: Final = "px_matters"


class Heading(NamedTuple):
    """One heading and what may stand under it, most pressing first."""

    text: str
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True)
class LineView:
    """One of the six lines. `quote` holds what the person wrote in their own words."""

    heading: str
    words: str
    unanswered: int
    quote: str | None = None


def some(link_id: str) -> str:
    """The condition that something other than `none` was chosen."""
    return f"answered({link_id}) and not 'none' in {link_id}"


HEADINGS: Final = (
    Heading(
        "Withdrawal, intoxication, overdose",
        (
            Phrase(some("px_med_now"), "right now {px_med_now}"),
            Phrase(some("px_wd_now"), "in the past 24 hours {px_wd_now}"),
            Phrase("px_wd_history_severe == 'yes'", "severe withdrawal before (seizure, visions or confusion)"),
            Phrase("px_benzo_cut == 'yes'", "stopped a benzodiazepine or sleeping pill, or cut it down fast"),
            Phrase("px_benzo_daily == 'yes'", "takes a benzodiazepine or sleeping pill most days"),
            Phrase("px_alc_daily == 'yes'", "drinks on most days"),
            Phrase("px_opioid_wd_now == 'yes'", "sick from going without opioids"),
            Phrase("px_od_last in ('within_30d', 'within_12m', 'over_12m')", "last overdose {px_od_last}"),
            Phrase("px_tolerance_break == 'yes'", "away from opioids for days in the past month"),
            Phrase("px_fentanyl == 'yes'", "fentanyl or another street opioid"),
            Phrase("px_street_pills == 'yes'", "pills or powder that did not come from a pharmacy"),
            Phrase("px_inject == 'yes'", "injected in the past 12 months"),
            Phrase("px_use_alone >= 3", "uses alone {px_use_alone}"),
            Phrase("px_naloxone in ('no', 'not_sure')", "naloxone at home {px_naloxone}"),
            Phrase("answered(px_last_use)", "last drink or drug {px_last_use}"),
        ),
    ),
    Heading(
        "Body: health, pain, pregnancy, medicines",
        (
            Phrase("px_pregnancy in ('yes', 'possible', 'postpartum')", "pregnancy {px_pregnancy}"),
            Phrase("px_opioid_rx == 'yes'", "takes a prescribed opioid"),
            Phrase("score('peg') >= 4", "PEG pain {score_peg}"),
            Phrase("px_relief_pain >= 2", "uses or drinks to ease pain {px_relief_pain}"),
            Phrase("score('phq15') >= 10", "PHQ-15 {score_phq15}"),
            Phrase(some("px_body_pain"), "pain in the past 2 weeks {px_body_pain}"),
            Phrase("age < 18 or age > 65", "age {age}"),
        ),
    ),
    Heading(
        "Mind: mood, suicide, anxiety, trauma, mania, psychosis",
        (
            Phrase("asq_5 == 'yes'", "thoughts of suicide right now"),
            Phrase("any_yes and unanswered(asq_5)", "did not say whether there are thoughts of suicide right now"),
            Phrase("any_yes", "positive suicide screen"),
            Phrase("asq_4 == 'yes'", "suicide attempt before, when: {asq_4_when}"),
            Phrase("asq_incomplete", "suicide questions not all answered"),
            Phrase("phq9_9 > 0", "PHQ-9 item 9 {phq9_9}"),
            Phrase("px_voices_command == 'yes'", "voices tell them to hurt themselves or someone"),
            Phrase("px_harm_others_now == 'yes'", "thoughts of seriously hurting someone, right now"),
            Phrase("px_harm_others_recent == 'yes'", "thoughts of seriously hurting someone in the past month"),
            Phrase("px_voices == 'yes'", "hears or sees what others cannot"),
            Phrase("px_paranoia == 'yes'", "feels followed, plotted against or controlled"),
            Phrase("px_mania_now == 'yes'", "far more energy than normal in the past week"),
            Phrase("px_mania_ever == 'yes'", "times of far more energy and little sleep in the past"),
            PHQ9,
            Phrase("px_hopeless >= 3", "feels that things cannot get better {px_hopeless}"),
            GAD7,
            GAD2,
            Phrase("score('pcptsd5') >= 3", "PC-PTSD-5 {score_pcptsd5}"),
            Phrase("score('k6') >= 5", "K6 {score_k6}"),
        ),
    ),
    Heading(
        "Craving, and what leads back to use",
        (
            Phrase("bam_8 >= 3", "cravings {bam_8}"),
            Phrase("bam_9 <= 1", "confidence of not using {bam_9}"),
            Phrase("bam_11 >= 3", "days in risky situations in the past 30 {bam_11}"),
            Phrase("px_stress_now >= 3", "stress {px_stress_now}"),
            Phrase("px_stress_use >= 2", "stress or a bad mood makes them want to use {px_stress_use}"),
            Phrase(
                "answered(px_return_use) and not 'never_stopped' in px_return_use",
                "went back to use with {px_return_use}",
            ),
            Phrase(some("px_motives"), "uses {px_motives}"),
        ),
    ),
    Heading(
        "Home, safety, people, stigma",
        (
            Phrase("px_immediate_danger == 'yes'", "in danger from another person right now"),
            Phrase("px_safe_home in ('no', 'unsure')", "feels safe at home {px_safe_home}"),
            Phrase("score('hark') >= 1", "HARK {score_hark}"),
            Phrase("px_private == 'no'", "was not in a private place"),
            Phrase("px_helper == 'yes'", "someone was with them or helped"),
            Phrase("px_alone >= 3", "cut off from others {px_alone}"),
            Phrase("px_stigma >= 3", "put off getting help for fear of what others think {px_stigma}"),
            Phrase("px_support in ('no', 'not_sure')", "someone to count on {px_support}"),
            Phrase("px_support == 'yes'", "has someone to count on"),
        ),
    ),
    Heading(
        "Wishes, goals, what helped before, access needs",
        (
            Phrase(some("px_want_help"), "wants help with {px_want_help}"),
            Phrase("'none' in px_want_help", "wants no help right now"),
            Phrase("answered(px_ready)", "ready for a change {px_ready} of 10"),
            Phrase("px_recovery == 'yes'", "in recovery"),
            Phrase("px_treated_before in ('here', 'elsewhere')", "treated before {px_treated_before}"),
            Phrase(some("px_care_now"), "has now {px_care_now}"),
        ),
    ),
)


def six_lines(found: Findings, asked: AbstractSet[str]) -> list[LineView]:
    """The six lines for one outcome; each says how many of its questions were asked and not answered."""
    return [_line(heading, found, asked) for heading in HEADINGS]


def _line(heading: Heading, found: Findings, asked: AbstractSet[str]) -> LineView:
    answers = found.outcome.answers
    reads = frozenset[str]().union(*(phrase.reads() for phrase in heading.phrases))
    answered = {link_id for link_id in reads if answers.get(link_id, SKIP) != SKIP}
    said = "; ".join(found.said(heading.phrases))
    words = f"{said[0].upper()}{said[1:]}." if said else NOTHING if answered else NOT_ASKED
    own = answers.get(OWN_WORDS, SKIP) if heading is HEADINGS[-1] else SKIP
    quote = None if own == SKIP else visible(str(own))
    return LineView(heading.text, words, len((reads & asked) - answered), quote)
