"""How carefully a resource is to be handled: restricted, and what it would give away."""

from app.handoff.fhir.codes import Coding

CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
ABOUT = {  # by how the name of a score, an item or a flag begins; whatever is not named here may hold all of it
    "ETHUD": ("auditc", "taps1_2", "taps2_alc", "WD_ALCOHOL", "WD_RISK_ALCOHOL"),
    "OPIOIDUD": ("taps2_her", "taps2_opi", "OD_", "WD_OPIOID", "PREG_OPIOID"),
    "SUD": ("taps1", "taps2", "sisq_drug", "SUBSTANCE_", "INJECTING", "WD_", "PREG_"),
    "SDV": ("hark", "IPV_", "DANGER_"),
    "MH": ("phq", "gad", "k6", "pcptsd5", "asq", "SUI_", "PSY", "MANIA_", "VIO_", "DEPRESSION_", "ANXIETY_", "TRAUMA_"),
}
EVERYTHING = ("SUD", "MH", "SDV")


def labels(name: str) -> list[Coding]:
    """The security labels of what goes by this name."""
    about = next(([label] for label, starts in ABOUT.items() if name.startswith(starts)), EVERYTHING)
    sensitivity = [{"system": ACT_CODE, "code": label} for label in about]
    return [{"system": CONFIDENTIALITY, "code": "R"}, *sensitivity]
