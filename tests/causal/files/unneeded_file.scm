## Never called by any model of the tests.
fn never_called(x) = x
