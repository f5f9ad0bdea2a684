## The inverse of the hyperbolic tangent.
## Group: for distributions of the library
## Example:
##   z = atanh(0.5)    # 0.54931
fn atanh(x) = 0.5 * (log1p(x) - log1p(-x))
