"""Everything around the work: the team, sites, figures, registers, drills."""
