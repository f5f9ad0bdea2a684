# Hares and lynxes. The differential equation
#   hare' = (birth - eaten lynx) hare,  lynx' = (-death + growth hare) lynx
# is solved by the classical Runge-Kutta method, ten steps a year, as a recurrence.
dim year = 20;  dim step = 201

birth ~ LogNormal(-0.5, 0.5);  eaten ~ LogNormal(-3.5, 0.5)
death ~ LogNormal(-0.5, 0.5);  growth ~ LogNormal(-3.5, 0.5)
first_hare ~ LogNormal(3, 0.5);  first_lynx ~ LogNormal(2, 0.5)
spread ~ HalfNormal(0.5)

fn per_head(rate, by, mine, others) = (rate - by * others) * mine
h = 0.1
h0[step] = if step > 1 then hare[step - 1] else 0
l0[step] = if step > 1 then lynx[step - 1] else 0
h1[step] = per_head(birth, eaten, h0, l0)
l1[step] = per_head(-death, -growth, l0, h0)
h2[step] = per_head(birth, eaten, h0 + h / 2 * h1, l0 + h / 2 * l1)
l2[step] = per_head(-death, -growth, l0 + h / 2 * l1, h0 + h / 2 * h1)
h3[step] = per_head(birth, eaten, h0 + h / 2 * h2, l0 + h / 2 * l2)
l3[step] = per_head(-death, -growth, l0 + h / 2 * l2, h0 + h / 2 * h2)
h4[step] = per_head(birth, eaten, h0 + h * h3, l0 + h * l3)
l4[step] = per_head(-death, -growth, l0 + h * l3, h0 + h * h3)
hare[1] = first_hare
hare[step] = h0 + h / 6 * (h1 + 2 * h2 + 2 * h3 + h4)
lynx[1] = first_lynx
lynx[step] = l0 + h / 6 * (l1 + 2 * l2 + 2 * l3 + l4)

hare_pelts[year] ~ LogNormal(log(hare[10 * year + 1]), spread)
lynx_pelts[year] ~ LogNormal(log(lynx[10 * year + 1]), spread)
