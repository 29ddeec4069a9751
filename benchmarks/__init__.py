"""What Braid costs, in figures that mean something on another machine.

`server`: ratios to a bare Flask page of the same bytes, measured in the same run. `phone`: requests, bytes and
Lighthouse scores on an emulated phone with an empty cache and a slow link.
"""
