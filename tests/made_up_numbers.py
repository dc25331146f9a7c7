"""National identity numbers of nobody, made when they are needed so that none stands in a file."""

from __future__ import annotations

import random
from datetime import date, timedelta

from folkevalgt.identity_numbers import FIRST, SECOND


def made_up(chance: random.Random) -> str:
    """Somebody's who does not live: any date, as a D-number or not, of any series."""
    while True:
        born = date(1900, 1, 1) + timedelta(days=chance.randrange(48_000))
        day = born.day + chance.choice((0, 0, 40))
        month = born.month + chance.choice((0, 0, 40, 65, 80))
        digits = [int(each) for each in f"{day:02}{month:02}{born.year % 100:02}{chance.randrange(1000):03}"]
        for weights in (FIRST, SECOND):
            digits.append(-sum(w * n for w, n in zip(weights, digits, strict=True)) % 11)
        if 10 not in digits:
            return "".join(map(str, digits))


ONE = made_up(random.Random(5))
