"""What a larger house needs, worked out from what was measured: `python -m benchmarks.scale` prints the tables of
docs/scale.md. The inputs, each with where it is from, stand in `inputs.toml`.
"""
