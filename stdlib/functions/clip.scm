## The nearest number between two bounds.
fn clip(x, lower, upper) = min(max(x, lower), upper)
