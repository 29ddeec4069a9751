"""Screenings that belong to one person: found by their marks, confirmed by staff, read in time, planned ahead."""
