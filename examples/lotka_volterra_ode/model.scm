# Hares and lynxes: the pelts of each year lie around the solution of a differential equation.
dim year;  dim animal = {"hare", "lynx"}
data time[year]

birth ~ LogNormal(-0.5, 0.5);  eaten ~ LogNormal(-3.5, 0.5)
death ~ LogNormal(-0.5, 0.5);  fed ~ LogNormal(-3.5, 0.5)
start["hare"] ~ LogNormal(3, 0.5);  start[animal] ~ LogNormal(2, 0.5)
spread ~ HalfNormal(0.5)

fn growth(u, time, birth, eaten, death, fed over animal) =
  stack(u["hare"] * (birth - eaten * u["lynx"]), u["lynx"] * (fed * u["hare"] - death) over animal)
population = ode(growth, start, time, birth, eaten, death, fed over year, animal)
pelts[year, animal] ~ LogNormal(log(population), spread)
