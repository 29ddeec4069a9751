"""Handing a screening on: its report."""
