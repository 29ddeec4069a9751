"""Links, devices of the centre, the paper form."""
