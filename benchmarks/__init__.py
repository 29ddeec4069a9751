"""Runnable comparisons. Every figure is a ratio to a bare Flask page of the same bytes, measured in the same run."""
