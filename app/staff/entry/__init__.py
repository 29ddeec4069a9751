"""Answers that staff enter for somebody: from the phone, from paper, in person."""
