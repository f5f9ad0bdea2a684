# Answers on a scale from 1 to 5, by a logistic opinion among ascending thresholds.
dim person;  dim answer_scale = 5
dim threshold = size(answer_scale) - 1;  dim before like threshold
data age[person]

lowest ~ Normal(-2, 1)
step[threshold] ~ LogNormal(0, 0.5)
cut[threshold] = lowest + sum(if before > 1 and before <= threshold then step[before] else 0 over before)
b_age ~ Normal(0, 1)
answer[person] in answer_scale ~ OrderedLogistic(b_age * age, cut)
