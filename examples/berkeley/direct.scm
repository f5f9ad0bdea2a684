# The same with the department as given: what is left of the difference within departments.
dim applicant;  dim sex = {"male", "female"};  dim department = {"A", "B", "C", "D", "E", "F"}
data dept[applicant] in department

women ~ Beta(1, 1)
rate[sex, department] ~ Beta(1, 1)

female[applicant] ~ Bernoulli(women)
admitted[applicant] ~ Bernoulli(rate[female + 1, dept])
