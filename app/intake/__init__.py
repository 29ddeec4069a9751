"""Drafts, screenings and what staff do about them: the tables and the use cases that write them."""
