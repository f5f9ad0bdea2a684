# Pupils answer questions: ability, difficulty, and how sharply a question tells pupils apart.
dim pupil;  dim question;  dim reply
data pupil_of[reply] in pupil from "pupil"
data question_of[reply] in question from "question"

ability[pupil] ~ Normal(0, 1)
difficulty[question] ~ Normal(0, 1.5)
sharpness[question] ~ LogNormal(0, 0.3)
right[reply] ~ Bernoulli(invlogit(sharpness[question_of] * (ability[pupil_of] - difficulty[question_of])))
