"""`flask score`: answers in, one JSON object per line; what they mean out, one JSON object per line."""

import json
import sys
from typing import Any

import click

from app.instruments import AnswerError, catalogue, read_answers
from app.screening import judge


@click.command()
def score() -> None:
    """Score answers from standard input, one JSON object (linkId to answer) per line."""
    failed = False
    for line in sys.stdin.buffer:
        result = _scored(line)
        failed = failed or "error" in result
        click.echo(json.dumps(result, ensure_ascii=False))
    if failed:
        raise SystemExit(1)


def _scored(line: bytes) -> dict[str, Any]:
    try:
        raw = json.loads(line.decode("utf-8"), object_pairs_hook=_without_doubles, parse_constant=_no_constant)
        if not isinstance(raw, dict):
            return {"error": "a line is one JSON object from linkId to answer"}
        return judge(read_answers(catalogue(), raw)).to_json()
    except AnswerError as error:
        return {"error": str(error)}
    except (ValueError, RecursionError):
        return {"error": "not valid JSON"}


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise AnswerError(
            next(key for key, _ in pairs if sum(name == key for name, _ in pairs) > 1), "is answered twice"
        )
    return found


def _no_constant(name: str) -> Any:  # noqa: ANN401 - json's own hook
    raise ValueError(name)
