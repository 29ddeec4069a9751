"""Handing a screening on: its report, the person's consent, and what was handed to whom."""
