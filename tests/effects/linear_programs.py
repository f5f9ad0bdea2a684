"""Writes linear_programs.txt, the bounds of random tables by linear programs over types of units: /usr/bin/python3 linear_programs.py

A unit's type says what it would do in every world, so bounds are the smallest and the largest value of a linear function of the shares of types,
given the linear functions that are observed. Needs SciPy. Lines: `instrument`, P(x, y | z) in the order z, x, y, lower, upper;
`causation`, P(y_x), P(y_x'), P(x, y), P(x, not y), P(x', y), P(x', not y), then lower and upper of PNS, PN, PS.
"""
import itertools

import numpy
from scipy.optimize import linprog

random = numpy.random.default_rng(1)


def extremes(objective, rows, values):
    options = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
    return [sign * linprog(sign * objective, A_eq=rows, b_eq=values, bounds=(0, 1), options=options).fun for sign in (1, -1)]


def shares(concentration, count):
    """From a few types to all alike, so that the bounds are of all kinds; none is empty, so that no division is by nearly 0."""
    return 0.98 * random.dirichlet([concentration] * count) + 0.02 / count


def line(*numbers):
    print(*numbers[:1], *(format(float(x), ".15g") for x in numbers[1:]))


# x as a function of z, y as a function of x
treatments = outcomes = [(0, 0), (0, 1), (1, 0), (1, 1)]
types = list(itertools.product(treatments, outcomes))
effect = numpy.array([y[1] - y[0] for _, y in types])
cells = list(itertools.product((0, 1), repeat=3))
rows = numpy.array([[x[z] == cx and y[cx] == cy for x, y in types] for z, cx, cy in cells], float)
for concentration in (0.1, 0.3, 1, 3):
    for _ in range(25):
        p = rows @ shares(concentration, len(types))
        line("instrument", *p, *extremes(effect, rows, p))

# the treatment that is taken, and y as a function of x
types = list(itertools.product((1, 0), outcomes))
rows = numpy.array([[y[1] for _, y in types], [y[0] for _, y in types]]
                   + [[x == cx and y[x] == cy for x, y in types] for cx, cy in itertools.product((1, 0), repeat=2)], float)
both = numpy.array([y == (0, 1) for _, y in types], float)
taken = numpy.array([x for x, _ in types])
for concentration in (0.1, 0.3, 1, 3):
    for _ in range(25):
        p = rows @ random.dirichlet([concentration] * len(types))
        pns = extremes(both, rows, p)
        pn = [v / p[2] for v in extremes(both * (taken == 1), rows, p)]
        ps = [v / p[5] for v in extremes(both * (taken == 0), rows, p)]
        line("causation", *p, *pns, *pn, *ps)
