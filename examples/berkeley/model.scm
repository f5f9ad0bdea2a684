# Were women admitted less often? They applied to other departments than men, and departments differ in how many they admit.
dim applicant;  dim sex = {"male", "female"};  dim department = {"A", "B", "C", "D", "E", "F"}

women ~ Beta(1, 1)
choice[sex, department] ~ Dirichlet(1)
rate[sex, department] ~ Beta(1, 1)

female[applicant] ~ Bernoulli(women)
dept[applicant] in department ~ Categorical(choice[sex = female + 1])
admitted[applicant] ~ Bernoulli(rate[female + 1, dept])
