"""One screening: its page, and what is done from it."""
