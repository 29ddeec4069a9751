"""What others make of our FHIR resources: two validators and an evaluator of FHIRPath, in one run of Node.js."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.support.absent import absent
from tools import ensure_browser

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
Resource = dict[str, Any]


def assert_valid_fhir(resources: Mapping[str, Resource]) -> None:
    """Fail with one line for each mistake in the resources; they are given as name -> resource."""
    __tracebackhide__ = True
    found = faults(resources)
    assert not found, "FHIR mistakes:\n" + "\n".join(found)


def faults(resources: Mapping[str, Resource]) -> list[str]:
    """Every mistake that either validator sees, each beginning with the name of its resource."""
    return list(_check(resources, [])["faults"])


def fhirpath(resource: Resource, *expressions: str) -> list[list[Any]]:
    """What each expression finds in a resource."""
    found: list[list[Any]] = _check({}, [(resource, expression) for expression in expressions])["values"]
    return found


def need_programs() -> None:
    """Skip the test, or fail it in CI, where the programs of others are not here."""
    if not (MODULES / ".package-lock.json").exists():
        absent("what reads FHIR (tests/fhir_checker)")


def _check(resources: Mapping[str, Resource], paths: Sequence[tuple[Resource, str]]) -> dict[str, Any]:
    need_programs()
    done = subprocess.run(
        [ensure_browser.node(), HERE / "check.mjs"],
        input=json.dumps({"resources": resources, "paths": paths}),
        cwd=HERE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"the FHIR checker itself failed: {done.stderr}"
    return dict(json.loads(done.stdout))
