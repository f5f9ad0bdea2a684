## The inverse of the hyperbolic tangent.
fn atanh(x) = 0.5 * (log1p(x) - log1p(-x))
