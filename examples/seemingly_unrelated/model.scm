# Reading and maths: each has a cause of its own, and what these leave unexplained is correlated.
dim pupil;  dim subject = {"reading", "maths"};  dim other like subject

books[pupil]    ~ Normal(0, 1)
practice[pupil] ~ Normal(0, 1)

mean_of[subject] ~ Normal(0, 1)
b_books ~ Normal(0, 1);  b_practice ~ Normal(0, 1)
sigma[subject] ~ HalfNormal(1)
L[subject, other] ~ LKJCholesky(2)
correlation = L["maths", "reading"]

mu[pupil, subject] = mean_of + stack(b_books * books, b_practice * practice over subject)
score[pupil, subject] ~ MvNormalCholesky(mu, sigma * L)
maths[pupil] = score["maths"]
