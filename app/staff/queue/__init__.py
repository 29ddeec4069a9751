"""The queue and the shift."""
