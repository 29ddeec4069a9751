"""What to know, in six lines: composed from the answers, in our own words, under six headings of our own."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final, NamedTuple

from flask_babel import gettext as _

from app.extensions import N_
from app.instruments import SKIP
from app.staff.case.phrases import GAD2, GAD7, PHQ9, Findings, Phrase
from app.staff.words.visible import visible

NOT_ASKED: Final = N_("Nothing asked or answered here.")
NOTHING: Final = N_("Nothing of concern in these answers.")
OWN_WORDS: Final = "px_matters"


class Heading(NamedTuple):
    """One heading and what may stand under it, most pressing first."""

    text: str
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True)
class SummaryLine:
    """One of the six lines. `quote` holds what the person wrote in their own words."""

    heading: str
    words: str
    unanswered: int
    quote: str | None = None


def some(link_id: str) -> str:
    """The condition that something other than `none` was chosen."""
    return f"answered({link_id}) and not 'none' in {link_id}"


# Cut-offs go by their names in predicates.toml. A number that stands here only decides what is worth a phrase: those of
# BAM are the marks of its own file, the others are of single questions and lie below any cut-off.
HEADINGS: Final = (
    Heading(
        N_("Withdrawal, intoxication, overdose"),
        (
            Phrase(some("px_med_now"), N_("right now {px_med_now}")),
            Phrase(some("px_wd_now"), N_("in the past 24 hours {px_wd_now}")),
            Phrase("px_wd_history_severe == 'yes'", N_("severe withdrawal before (seizure, visions or confusion)")),
            Phrase("px_benzo_cut == 'yes'", N_("stopped a benzodiazepine or sleeping pill, or cut it down fast")),
            Phrase("px_benzo_daily == 'yes'", N_("takes a benzodiazepine or sleeping pill most days")),
            Phrase("px_alc_daily == 'yes'", N_("drinks on most days")),
            Phrase("px_opioid_wd_now == 'yes'", N_("sick from going without opioids")),
            Phrase("px_od_last in ('within_30d', 'within_12m', 'over_12m')", N_("last overdose {px_od_last}")),
            Phrase("px_tolerance_break == 'yes'", N_("away from opioids for days in the past month")),
            Phrase("px_fentanyl == 'yes'", N_("fentanyl or another street opioid")),
            Phrase("px_street_pills == 'yes'", N_("pills or powder that did not come from a pharmacy")),
            Phrase("px_inject == 'yes'", N_("injected in the past 12 months")),
            Phrase("uses_alone", N_("uses alone {px_use_alone}")),
            Phrase("px_naloxone in ('no', 'not_sure')", N_("naloxone at home {px_naloxone}")),
            Phrase("answered(px_last_use)", N_("last drink or drug {px_last_use}")),
        ),
    ),
    Heading(
        N_("Body: health, pain, pregnancy, medicines"),
        (
            Phrase("px_pregnancy in ('yes', 'possible', 'postpartum')", N_("pregnancy {px_pregnancy}")),
            Phrase("px_opioid_rx == 'yes'", N_("takes a prescribed opioid")),
            Phrase("peg_moderate", N_("PEG pain {score_peg}")),
            Phrase("eases_pain", N_("uses or drinks to ease pain {px_relief_pain}")),
            Phrase("phq15_medium", N_("PHQ-15 {score_phq15}")),
            Phrase(some("px_body_pain"), N_("pain in the past 2 weeks {px_body_pain}")),
            Phrase("age < 18 or age > 65", N_("age {age}")),
        ),
    ),
    Heading(
        N_("Mind: mood, suicide, anxiety, trauma, mania, psychosis"),
        (
            Phrase("asq_5 == 'yes'", N_("thoughts of suicide right now")),
            Phrase("any_yes and unanswered(asq_5)", N_("did not say whether there are thoughts of suicide right now")),
            Phrase("any_yes", N_("positive suicide screen")),
            Phrase("asq_4 == 'yes'", N_("suicide attempt before, when: {asq_4_when}")),
            Phrase("asq_incomplete", N_("suicide questions not all answered")),
            Phrase("phq9_9 > 0", N_("PHQ-9 item 9 {phq9_9}")),
            Phrase("px_voices_command == 'yes'", N_("voices tell them to hurt themselves or someone")),
            Phrase("px_harm_others_now == 'yes'", N_("thoughts of seriously hurting someone, right now")),
            Phrase("px_harm_others_recent == 'yes'", N_("thoughts of seriously hurting someone in the past month")),
            Phrase("px_voices == 'yes'", N_("hears or sees what others cannot")),
            Phrase("px_paranoia == 'yes'", N_("feels followed, plotted against or controlled")),
            Phrase("px_mania_now == 'yes'", N_("far more energy than normal in the past week")),
            Phrase("px_mania_ever == 'yes'", N_("times of far more energy and little sleep in the past")),
            PHQ9,
            Phrase("hopeless", N_("feels that things cannot get better {px_hopeless}")),
            GAD7,
            GAD2,
            Phrase("pcptsd5_borderline", N_("PC-PTSD-5 {score_pcptsd5}")),
            Phrase("k6_moderate", N_("K6 {score_k6}")),
        ),
    ),
    Heading(
        N_("Craving, and what leads back to use"),
        (
            Phrase("bam_8 >= 3", N_("cravings {bam_8}")),
            Phrase("bam_9 <= 1", N_("confidence of not using {bam_9}")),
            Phrase("bam_11 >= 3", N_("days in risky situations in the past 30 {bam_11}")),
            Phrase("stressed", N_("stress {px_stress_now}")),
            Phrase("px_stress_use >= 2", N_("stress or a bad mood makes them want to use {px_stress_use}")),
            Phrase(
                "answered(px_return_use) and not 'never_stopped' in px_return_use",
                N_("went back to use with {px_return_use}"),
            ),
            Phrase(some("px_motives"), N_("uses {px_motives}")),
        ),
    ),
    Heading(
        N_("Home, safety, people, stigma"),
        (
            Phrase("px_immediate_danger == 'yes'", N_("in danger from another person right now")),
            Phrase("px_safe_home in ('no', 'unsure')", N_("feels safe at home {px_safe_home}")),
            Phrase("hark_positive", N_("HARK {score_hark}")),
            Phrase("px_private == 'no'", N_("was not in a private place")),
            Phrase("px_helper == 'yes'", N_("someone was with them or helped")),
            Phrase("cut_off", N_("cut off from others {px_alone}")),
            Phrase("px_stigma >= 3", N_("put off getting help for fear of what others think {px_stigma}")),
            Phrase("px_support in ('no', 'not_sure')", N_("someone to count on {px_support}")),
            Phrase("px_support == 'yes'", N_("has someone to count on")),
        ),
    ),
    Heading(
        N_("Wishes, goals, what helped before, access needs"),
        (
            Phrase(some("px_want_help"), N_("wants help with {px_want_help}")),
            Phrase("'none' in px_want_help", N_("wants no help right now")),
            Phrase("answered(px_ready)", N_("ready for a change {px_ready} of 10")),
            Phrase("px_recovery == 'yes'", N_("in recovery")),
            Phrase("px_treated_before in ('here', 'elsewhere')", N_("treated before {px_treated_before}")),
            Phrase(some("px_care_now"), N_("has now {px_care_now}")),
        ),
    ),
)


def six_lines(found: Findings, asked: AbstractSet[str]) -> list[SummaryLine]:
    """The six lines for one outcome; each says how many of its questions were asked and not answered."""
    return [_line(heading, found, asked) for heading in HEADINGS]


def _line(heading: Heading, found: Findings, asked: AbstractSet[str]) -> SummaryLine:
    answers = found.outcome.answers
    reads = frozenset[str]().union(*(phrase.reads() for phrase in heading.phrases))
    answered = {link_id for link_id in reads if answers.get(link_id, SKIP) != SKIP}
    said = "; ".join(found.said(heading.phrases))
    words = f"{said[0].upper()}{said[1:]}." if said else _(NOTHING if answered else NOT_ASKED)
    own = answers.get(OWN_WORDS, SKIP) if heading is HEADINGS[-1] else SKIP
    quote = None if own == SKIP else visible(str(own))
    return SummaryLine(_(heading.text), words, len((reads & asked) - answered), quote)
