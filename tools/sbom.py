"""Write down what Braid is made of: a CycloneDX list of every library it is served with, from the lock, with hashes."""

import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]


def write(file: Path) -> None:
    """Write the list; the same bytes for the same lock."""
    subprocess.run(
        [
            *(sys.executable, "-W", "ignore", "-m", "cyclonedx_py", "requirements", "requirements.lock"),
            *("--pyproject", "pyproject.toml", "--output-reproducible", "--output-file", str(file.absolute())),
        ],
        cwd=ROOT,
        check=True,
    )


if __name__ == "__main__":
    write(Path(sys.argv[1]))
