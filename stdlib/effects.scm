## Effects that are made of probabilities: `use effects`. docs/effects.md has a query for each.

## Probabilities of causation lie between bounds that data and an experiment give [Tian and Pearl 2000, Annals of Math. and AI 28].
## Of a binary cause x and effect y: y1 and y0 are P(y == 1 | do(x = 1)) and P(y == 1 | do(x = 0)); xy is P(x == 1 and y == 1),
## x0y, xy0 and x0y0 those where x, y, or both are 0.
fn pns_lower(y1, y0, xy, xy0, x0y, x0y0) = max(max(0, y1 - y0), max(xy + x0y - y0, y1 - xy - x0y))
fn pns_upper(y1, y0, xy, xy0, x0y, x0y0) = min(min(y1, 1 - y0), min(xy + x0y0, y1 - y0 + xy0 + x0y))
## Of necessity: where x and y are 1, would y have been 0 without x?
fn pn_lower(y0, xy, x0y) = max(0, (xy + x0y - y0) / xy)
fn pn_upper(y0, xy, x0y0) = min(1, (1 - y0 - x0y0) / xy)
## Of sufficiency: where x and y are 0, would y have been 1 with x?
fn ps_lower(y1, xy, x0y, x0y0) = max(0, (y1 - xy - x0y) / x0y0)
fn ps_upper(y1, xy, x0y0) = min(1, (y1 - xy) / x0y0)

## A binary instrument z: the tightest bounds on P(y == 1 | do(x = 1)) - P(y == 1 | do(x = 0)) without any model of who complies
## [Balke and Pearl 1997, JASA 92]. The arguments are P(y == a and x == b | z == c), named pab_c.
fn instrument_lower(p00_0, p01_0, p10_0, p11_0, p00_1, p01_1, p10_1, p11_1) {
  first = max(p11_1 + p00_0 - 1, p11_0 + p00_1 - 1)
  second = max(p11_0 - p11_1 - p10_1 - p01_0 - p10_0, p11_1 - p11_0 - p10_0 - p01_1 - p10_1)
  third = max(-p01_1 - p10_1, -p01_0 - p10_0)
  fourth = max(p00_1 - p01_1 - p10_1 - p01_0 - p00_0, p00_0 - p01_0 - p10_0 - p01_1 - p00_1)
  return max(max(first, second), max(third, fourth))
}
fn instrument_upper(p00_0, p01_0, p10_0, p11_0, p00_1, p01_1, p10_1, p11_1) {
  first = min(1 - p01_1 - p10_0, 1 - p01_0 - p10_1)
  second = min(-p01_0 + p01_1 + p00_1 + p11_0 + p00_0, -p01_1 + p11_1 + p00_1 + p01_0 + p00_0)
  third = min(p11_1 + p00_1, p11_0 + p00_0)
  fourth = min(-p10_1 + p11_1 + p00_1 + p11_0 + p10_0, -p10_0 + p11_0 + p00_0 + p11_1 + p10_1)
  return min(min(first, second), min(third, fourth))
}
## The effect among those whose treatment follows z, if nobody does the contrary: the effect of z on y over that on x
## [Imbens and Angrist 1994, Econometrica 62].
fn wald(y_with, y_without, x_with, x_without) = (y_with - y_without) / (x_with - x_without)
