"""How carefully a resource is to be handled: restricted, what it would give away, whether it may be passed on."""

from app.handoff.fhir.codes import Coding

CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
PART_2: Coding = {"system": ACT_CODE, "code": "42CFRPart2"}
NOT_FURTHER: Coding = {"system": ACT_CODE, "code": "NORDSCLCD"}  # no redisclosure without consent directive
ABOUT = {  # by how the name of a score, an item or a flag begins; whatever is not named here may hold all of it
    "ETHUD": ("auditc", "taps1_2", "taps2_alc", "WD_ALCOHOL", "WD_RISK_ALCOHOL"),
    "OPIOIDUD": ("taps2_her", "taps2_opi", "OD_", "WD_OPIOID", "PREG_OPIOID"),
    "SUD": ("taps1", "taps2", "sisq_drug", "SUBSTANCE_", "INJECTING", "WD_", "PREG_"),
    "SDV": ("hark", "IPV_", "DANGER_"),
    "MH": ("phq", "gad", "k6", "pcptsd5", "asq", "SUI_", "PSY", "MANIA_", "VIO_", "DEPRESSION_", "ANXIETY_", "TRAUMA_"),
}
EVERYTHING = ("SUD", "MH", "SDV")


def labels(name: str, *, part_2: bool = False) -> list[Coding]:
    """The security labels of what goes by this name."""
    about = next(([label] for label, starts in ABOUT.items() if name.startswith(starts)), EVERYTHING)
    sensitivity = [{"system": ACT_CODE, "code": label} for label in about]
    law = [PART_2, NOT_FURTHER] if part_2 else []
    return [{"system": CONFIDENTIALITY, "code": "R"}, *sensitivity, *law]
