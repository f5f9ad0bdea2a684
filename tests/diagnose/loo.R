# Log-densities at draws of three models with what R's package loo says of them, as JSON.
#   Rscript loo.R SEED FILE
suppressMessages(library(loo))
arguments <- commandArgs(trailingOnly = TRUE)
set.seed(as.integer(arguments[1]))

ar1 <- function(n, rho) as.numeric(stats::filter(rnorm(n) * sqrt(1 - rho^2), rho, "recursive", init = rnorm(1)))
draws <- function(chains, n, rho) sapply(seq_len(chains), function(i) ar1(n, rho))

# Posterior draws by their closed form (normal, known variance), slowed down chain by chain; outliers make long tails.
y <- c(rnorm(8), 4.5)
density_of <- function(mean, sd) {
  array(sapply(y, function(one) dnorm(one, mean, sd, log = TRUE)), c(dim(mean), length(y)))
}
normal <- density_of(mean(y) + draws(4, 100, 0.3) / sqrt(length(y)), 1)
wide <- density_of(mean(y) + 1.5 * draws(4, 100, 0.8) / sqrt(length(y)), 1.5)
heavy <- {
  centre <- median(y) + draws(4, 100, -0.2) / 3
  array(sapply(y, function(one) dt(one - centre, 3, log = TRUE)), c(dim(centre), length(y)))
}
# Each datum has a parameter of its own: importance weights without a variance.
own <- {
  x <- array(0, c(100, 4, length(y)))
  for (i in seq_along(y)) x[, , i] <- dnorm(y[i], y[i] / 2 + draws(4, 100, 0.1) * 0.9, 0.5, log = TRUE)
  x
}
one_chain <- normal[, 1, , drop = FALSE]

number <- function(x) ifelse(is.infinite(x), "\"Inf\"", sprintf("%.17g", x))
array_text <- function(x) paste0("[", paste(number(x), collapse = ","), "]")

entry <- function(name, x) {
  x <- signif(x, 7)
  efficiency <- relative_eff(exp(x))
  said <- suppressWarnings(loo(x, r_eff = efficiency))
  plain <- suppressWarnings(loo(x, r_eff = rep(1, dim(x)[3])))
  widely <- suppressWarnings(waic(matrix(x, prod(dim(x)[1:2]), dim(x)[3])))
  both <- function(e) array_text(c(e[1], e[2]))
  fields <- c(
    r_eff = array_text(efficiency), elpd = array_text(said$pointwise[, "elpd_loo"]), p = array_text(said$pointwise[, "p_loo"]),
    mcse = array_text(said$pointwise[, "mcse_elpd_loo"]), k = array_text(said$diagnostics$pareto_k),
    plain_elpd = array_text(plain$pointwise[, "elpd_loo"]), plain_k = array_text(plain$diagnostics$pareto_k),
    elpd_waic = array_text(widely$pointwise[, "elpd_waic"]), p_waic = array_text(widely$pointwise[, "p_waic"]),
    elpd_total = both(said$estimates["elpd_loo", ]), p_total = both(said$estimates["p_loo", ]),
    waic_total = both(widely$estimates["elpd_waic", ])
  )
  short <- function(chain) paste0("[", paste(sprintf("%.7g", chain), collapse = ","), "]")  # exact: they are rounded to 7 digits
  data <- paste(apply(x, 3, function(cell) paste0("[", paste(apply(cell, 2, short), collapse = ","), "]")), collapse = ",\n")
  list(said = said, text = paste0("{\"name\":\"", name, "\",\n", paste0("\"", names(fields), "\":", fields, collapse = ",\n"), ",\n\"data\":[", data, "]}"))
}
models <- list(normal = normal, wide = wide, heavy = heavy)
entries <- lapply(names(models), function(name) entry(name, models[[name]]))
others <- list(entry("own", own), entry("one_chain", one_chain))

compared <- loo_compare(setNames(lapply(entries, `[[`, "said"), names(models)))
pointwise <- sapply(entries, function(e) e$said$pointwise[, "elpd_loo"])
rows <- sapply(rownames(compared), function(name) paste0("\"", name, "\":", array_text(compared[name, c("elpd_diff", "se_diff")])))
comparison <- paste0(
  "{\"order\":[", paste0("\"", rownames(compared), "\"", collapse = ","), "],\n\"differences\":{", paste(rows, collapse = ","), "},\n\"stacking\":",
  array_text(stacking_weights(pointwise, optim_control = list(reltol = 1e-14))), ",\n\"pseudo_bma\":", array_text(pseudobma_weights(pointwise, BB = FALSE)), "}"
)
texts <- sapply(c(entries, others), `[[`, "text")
writeLines(paste0("{\"comparison\":", comparison, ",\n\"models\":[", paste(texts, collapse = ",\n"), "]}"), arguments[2])
