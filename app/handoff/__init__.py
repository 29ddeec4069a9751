"""Handing results to others: the report, and instruments for other systems."""
