"""Whether Braid may start, and whether all is well while it runs: asked by the server, by commands, by no page."""

from app.readiness.depth import NO_DATABASE, problems
from app.readiness.start import in_one_line, refuse_to_serve

__all__ = ["NO_DATABASE", "in_one_line", "problems", "refuse_to_serve"]
