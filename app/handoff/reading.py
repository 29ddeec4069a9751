"""Reading the report inside the centre. It leaves nobody's hands, so it needs no consent; it is recorded."""

from app.accounts import StaffUser
from app.activity import record
from app.extensions import begin_immediate
from app.handoff.report import Report, report_of
from app.intake.case.own_site import find_screening
from app.intake.case.review import case_of
from app.sites import site_of


def read_report(screening_id: str, staff: StaffUser) -> Report:
    """The report of one screening, in the caller's transaction. Raises NoSuchScreening, vault.Unreadable."""
    begin_immediate()
    row = find_screening(screening_id, staff)
    report = report_of(case_of(row), centre=site_of(row.site_id).name)
    record("report.read", subject=("screening", row.id), actor=staff)
    return report
