"""How answers come in: unfinished ones, links, devices, entry by staff, sending."""
