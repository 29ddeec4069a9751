"""Handing results to other systems."""
