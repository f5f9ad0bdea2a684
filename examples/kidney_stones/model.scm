# Two treatments of kidney stones. Large stones were operated on more often, and are cured less often under either treatment.
dim patient;  dim stone = {"small", "large"};  dim treatment = {"puncture", "surgery"}

share[stone] ~ Dirichlet(1)
operated[stone] ~ Beta(1, 1)
cured[stone, treatment] ~ Beta(1, 1)

size[patient] in stone ~ Categorical(share)
surgery[patient] ~ Bernoulli(operated[size])
success[patient] ~ Bernoulli(cured[size, surgery + 1])
