fn shrink(x, a over g) = x - mean(a over g)
