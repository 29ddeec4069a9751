"""html-validate over rendered pages: one run of Node.js for any number of them."""

import json
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.support.absent import absent
from tools import ensure_browser

HERE = Path(__file__).parent
PROGRAM = HERE / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"


def assert_valid_html(pages: Mapping[str, str]) -> None:
    """Fail with one line for each mistake in the pages; they are given as name -> HTML."""
    __tracebackhide__ = True
    if not PROGRAM.exists():
        absent("the HTML checker (html-validate)")
    names = list(pages)
    with tempfile.TemporaryDirectory(prefix="braid-html-") as folder:
        for number, name in enumerate(names):
            Path(folder, f"{number}.html").write_text(pages[name], encoding="utf-8")
        reports = _validate(folder)
    found = [
        f"{names[int(Path(report['filePath']).stem)]}, line {it['line']}: {it['ruleId']}: {it['message']}"
        for report in reports
        for it in report["messages"]
    ]
    assert not found, "HTML mistakes:\n" + "\n".join(found)


def _validate(folder: str) -> list[dict[str, Any]]:
    report = Path(folder, "report.json")  # to a file: the program ends before a long report has gone through a pipe
    command = [ensure_browser.node(), PROGRAM, "--config", HERE / "rules.mjs", "--formatter", f"json={report}", folder]
    done = subprocess.run(list(map(str, command)), cwd=HERE, capture_output=True, text=True, check=False)
    assert report.exists(), f"the HTML checker itself failed: {done.stderr}"
    return list(json.loads(report.read_text(encoding="utf-8")))
