## D, of which only an interval is known: more than the value itself, at most `until`.     [Stan users guide, censored data]
distribution IntervalCensored(D: distribution, until: real) over D.support {
  atoms = 1
  log_density(x) = if until <= x then -infinity else D.log_mass(x, until)
}
