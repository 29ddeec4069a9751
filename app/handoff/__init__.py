"""Handing results to others: the report and its forms, consent to hand it off, and who was given what."""
