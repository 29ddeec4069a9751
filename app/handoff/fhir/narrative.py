"""What a resource says to people: it stays with the resource, wherever a receiver keeps it."""

from html import escape

from app.handoff.fhir.codes import Resource


def narrative(*paragraphs: str) -> Resource:
    """Paragraphs as a Narrative. `additional`: they say what stands nowhere else in the resource."""
    said = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    return {"status": "additional", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{said}</div>'}
