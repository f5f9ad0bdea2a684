# Does smoking cause cancer, if whatever makes people smoke may cause cancer, too? Tar carries the whole effect: a front door.
dim person;  dim habit = {"none", "smoker"};  dim nature like habit;  dim lungs = {"clean", "tar"}

inclined ~ Beta(1, 1)
tarred[habit] ~ Beta(1, 1)
ill[lungs, nature] ~ Beta(1, 1)

inclination[person] ~ Bernoulli(inclined)        # unmeasured; people smoke who are inclined to, unless somebody sets `smoker`
smoker[person] = inclination
tar[person] ~ Bernoulli(tarred[smoker + 1])
cancer[person] ~ Bernoulli(ill[tar + 1, inclination + 1])
