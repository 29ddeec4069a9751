"""Rounding as on paper."""


def round_half_up(total: int, count: int, decimals: int = 0) -> float:
    """`total / count`, neither below 0, rounded to so many decimals, halves up as on paper: Python makes 2.5 a 2.

    Exact: it divides whole numbers. Where it is used: the prorated sums (docs/instruments/phq9.md), the mean of PEG.
    """
    finest: int = 10**decimals
    return (2 * total * finest + count) // (2 * count) / finest
