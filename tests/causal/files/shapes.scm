## Two functions and a distribution for the models that say `use shapes`.
fn squash(x) = x / (1 + abs(x))
fn doubly_squashed(x) = squash(squash(x))
fn unneeded(x) = x + 1
