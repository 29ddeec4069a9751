"""Bringing in lists from a spreadsheet."""
