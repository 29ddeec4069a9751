"""The screens that a page has to fit."""

from typing import Final

from playwright.sync_api import ViewportSize

SMALL: Final[ViewportSize] = {"width": 360, "height": 780}
NO_SIDEWAYS: Final = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
