"""What a PDF says, page by page."""

import unicodedata
from io import BytesIO

from pypdf import PdfReader


def pages_of(document: bytes) -> list[str]:
    """The text of each page, its lines joined, and letters that were set as one taken apart."""
    texts = (page.extract_text() for page in PdfReader(BytesIO(document)).pages)
    return [" ".join(unicodedata.normalize("NFKC", text).split()) for text in texts]
