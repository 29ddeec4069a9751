"""What Braid costs, in figures that mean something on another machine: ratios to plain Flask applications (`peers`)
measured in the same run, sides in turn. One module for each question; docs/benchmarks.md says what each side is.
"""
