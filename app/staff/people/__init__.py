"""One person over time, and when to screen again."""
