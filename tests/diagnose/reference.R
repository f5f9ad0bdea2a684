# Draws of many kinds with what R's package posterior says of them, as JSON.
#   Rscript reference.R SEED FILE
suppressMessages(library(posterior))
arguments <- commandArgs(trailingOnly = TRUE)
set.seed(as.integer(arguments[1]))

ar1 <- function(n, rho) as.numeric(stats::filter(rnorm(n) * sqrt(1 - rho^2), rho, "recursive", init = rnorm(1)))
chains <- function(k, f) sapply(seq_len(k), f)

cases <- list(
  iid = chains(4, function(i) rnorm(100)),
  iid_long = chains(4, function(i) rnorm(400)),
  one_chain = matrix(rnorm(150)),
  two_chains = chains(2, function(i) rnorm(90)),
  ar1_half = chains(4, function(i) ar1(150, 0.5)),
  ar1_slow = chains(4, function(i) ar1(300, 0.95)),
  ar1_very_slow = chains(2, function(i) ar1(500, 0.995)),
  random_walk = chains(3, function(i) cumsum(rnorm(120))),
  different_means = chains(4, function(i) rnorm(100, mean = i / 2)),
  stuck_apart = chains(4, function(i) rnorm(100, mean = 100 * i)),
  different_scales = chains(4, function(i) rnorm(100, sd = i)),
  cauchy = chains(4, function(i) rcauchy(100)),
  student_slow = chains(4, function(i) ar1(150, 0.8) / sqrt(rgamma(150, 1))),
  constant = matrix(3, 50, 4),
  constant_chains = matrix(rep(1:4, each = 40), 40, 4),
  one_constant_chain = cbind(rep(0.5, 60), rnorm(60), rnorm(60)),
  few_6 = chains(4, function(i) rnorm(6)),
  few_7 = chains(4, function(i) rnorm(7)),
  few_8 = chains(2, function(i) rnorm(8)),
  few_11 = chains(4, function(i) rnorm(11)),
  few_12_slow = chains(4, function(i) ar1(12, 0.9)),
  odd = chains(3, function(i) rnorm(101)),
  antithetic = chains(4, function(i) ar1(150, -0.7)),
  alternating = chains(4, function(i) rep(c(-1, 1), 30) + rnorm(60, sd = 0.1)),
  bernoulli = chains(4, function(i) rbinom(100, 1, 0.3)),
  rare = chains(4, function(i) rbinom(100, 1, 0.02)),
  poisson = chains(4, function(i) rpois(100, 3)),
  tied = chains(4, function(i) round(rnorm(100), 1)),
  has_nan = { x <- chains(4, function(i) rnorm(30)); x[7, 2] <- NaN; x },
  infinite = { x <- chains(4, function(i) rnorm(30)); x[7, 2] <- Inf; x },
  huge = chains(4, function(i) 1e8 + rnorm(80)),
  tiny = chains(4, function(i) 1e-9 * rnorm(80)),
  trend = chains(4, function(i) rnorm(100) + seq(0, 2, length.out = 100))
)

# The sequence of autocorrelations ends in every possible way when chains are short.
for (i in 1:40) cases[[paste0("short_", i)]] <- chains(1 + i %% 4, function(j) ar1(10 + i %% 9, c(-0.9, -0.5, 0, 0.6)[1 + i %% 4]))

number <- function(x) ifelse(is.na(x), "null", ifelse(is.infinite(x), "\"Inf\"", sprintf("%.17g", x)))
short <- function(x) ifelse(is.finite(x), sprintf("%.12g", x), number(x))  # exact: draws are rounded to 12 digits or fewer
array <- function(x) paste0("[", paste(short(x), collapse = ","), "]")
attempt <- function(expr) suppressWarnings(tryCatch(as.numeric(expr), error = function(e) NaN))

expected <- function(x) list(
  mean = attempt(mean(x)), sd = attempt(sd(x)),
  rhat = attempt(rhat(x)), rhat_basic = attempt(rhat_basic(x)),
  ess_mean = attempt(ess_mean(x)), ess_bulk = attempt(ess_bulk(x)), ess_tail = attempt(ess_tail(x)),
  ess_q05 = attempt(ess_quantile(x, 0.05)), ess_q50 = attempt(ess_quantile(x, 0.5)), ess_q100 = attempt(ess_quantile(x, 1)),
  mcse_mean = attempt(mcse_mean(x)), mcse_sd = attempt(mcse_sd(x)),
  mcse_q05 = attempt(mcse_quantile(x, 0.05)), mcse_q50 = attempt(mcse_quantile(x, 0.5)), mcse_q90 = attempt(mcse_quantile(x, 0.9)),
  q00 = attempt(quantile(x, 0)), q05 = attempt(quantile(x, 0.05)), q50 = attempt(quantile(x, 0.5)), q93 = attempt(quantile(x, 0.93)), q100 = attempt(quantile(x, 1))
)

case <- function(name) {
  x <- signif(cases[[name]], if (name == "huge") 12 else 5)
  values <- expected(x)
  fields <- paste0("\"", names(values), "\":", sapply(values, number), collapse = ",")
  draws <- paste(apply(x, 2, array), collapse = ",\n")
  paste0("{\"name\":\"", name, "\",\n\"expected\":{", fields, "},\n\"chains\":[", draws, "]}")
}
writeLines(paste0("[", paste(sapply(names(cases), case), collapse = ",\n"), "]"), arguments[2])
