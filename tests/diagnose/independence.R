# Tests of independence by R's own least squares, contingency tables and p.adjust, as JSON.
#   Rscript independence.R SEED FILE
arguments <- commandArgs(trailingOnly = TRUE)
set.seed(as.integer(arguments[1]))

# Least squares on an intercept, the numbers or quadratic splines with knots at quantiles, dummies of factors, and products.
design <- function(given, knots, products) {
  parts <- lapply(given, function(g) {
    if (is.factor(g)) return(list(all = model.matrix(~ g)[, -1, drop = FALSE], plain = model.matrix(~ g)[, -1, drop = FALSE]))
    hinges <- if (knots > 0) sapply(seq_len(knots), function(k) pmax(g - quantile(g, k / (knots + 1), names = FALSE), 0)^2) else NULL
    list(all = if (knots > 0) cbind(g, g^2, hinges) else cbind(g), plain = cbind(g))
  })
  columns <- do.call(cbind, lapply(parts, `[[`, "all"))
  if (products && length(parts) > 1)
    for (i in 2:length(parts)) for (j in 1:(i - 1))
      for (a in seq_len(ncol(parts[[i]]$plain))) for (b in seq_len(ncol(parts[[j]]$plain)))
        columns <- cbind(columns, parts[[i]]$plain[, a] * parts[[j]]$plain[, b])
  columns
}

partial <- function(x, y, given = list(), knots = 0, products = FALSE) {
  columns <- design(given, knots, products)
  fit <- function(v) if (is.null(columns)) lm(v ~ 1) else lm(v ~ columns)
  rx <- resid(fit(x)); ry <- resid(fit(y)); rank <- fit(x)$rank; n <- length(x)
  r <- if (length(given) == 0) unname(cor.test(x, y)$estimate) else cor(rx, ry)
  t <- mean(rx * ry) / sqrt(mean((rx * ry - mean(rx * ry))^2)) * sqrt(n - rank)
  list(x = x, y = y, given = given, knots = knots, products = products, r = r, rank = rank,
       p_fisher = 2 * pnorm(-abs(atanh(r)) * sqrt(n - (rank - 1) - 3)), p = 2 * pt(-abs(t), n - rank))
}

# G = 2 sum O log(O / E) over the strata, as the likelihood ratio of two log-linear models (loglin); nats are G / 2n.
information <- function(x, y, given) {
  z <- if (length(given)) interaction(given, drop = TRUE) else factor(rep(1, length(x)))
  fit <- loglin(table(x, y, z), list(c(1, 3), c(2, 3)), print = FALSE, eps = 1e-12, iter = 100)
  list(x = x, y = y, given = given, nats = fit$lrt / (2 * length(x)))
}

n <- 40; z <- round(rnorm(n), 3); w <- round(rexp(n), 3); g <- factor(sample(c(0, 1, 5), n, TRUE)); h <- factor(rbinom(n, 1, 0.4))
x <- round(z + rnorm(n), 3); y <- round(z - 0.5 * w + as.numeric(g) + rnorm(n), 3)
m <- 120; u <- round(rt(m, 3), 3); v <- round(runif(m, 50, 60), 3)
a <- round(sin(u) + u * v / 100 + rnorm(m), 3); b <- round(u^2 / 4 + v + rnorm(m), 3); l <- factor(sample(1:4, m, TRUE))
partials <- list(partial(x, y), partial(x, y, list(z)), partial(x, y, list(z, w)), partial(x, y, list(g)), partial(x, y, list(z, g, h), 0, TRUE),
                 partial(x, y, list(z, z)), partial(a, b, list(u, v), 2, TRUE), partial(a, b, list(u), 5), partial(a, b, list(v, l), 3, TRUE),
                 partial(a, -a + round(0.001 * rnorm(m), 3), list(u)))
three <- factor(sample(c("a", "b", "c"), m, TRUE)); two <- factor(rbinom(m, 1, 0.3)); other <- factor(rbinom(m, 2, 0.5))
informations <- list(information(two, three, list()), information(two, three, list(l)), information(other, three, list(two)),
                     information(other, two, list(l, three)))
ps <- list(c(0.01, 0.02, 0.03, 0.04), round(runif(12)^3, 4), c(0.5, 0.5, 0.001), 0.3, c(1e-9, 0.9, 1e-9, 0.04, 0.011))

text <- function(v) paste0("[", paste(sprintf("%.10g", v), collapse = ","), "]")
column <- function(v) paste0("{\"levels\":", if (is.factor(v)) "true" else "false", ",\"values\":", text(as.numeric(if (is.factor(v)) as.integer(v) else v)), "}")
question <- function(q) paste0("\"x\":", column(q$x), ",\"y\":", column(q$y), ",\"given\":[", paste(sapply(q$given, column), collapse = ","), "]")
number <- function(v) sprintf("%.17g", v)
writeLines(c(
  "{\"partial\":[", paste(sapply(partials, function(q) paste0("{", question(q), ",\"knots\":", q$knots, ",\"products\":", tolower(q$products),
    ",\"r\":", number(q$r), ",\"rank\":", q$rank, ",\"p_fisher\":", number(q$p_fisher), ",\"p\":", number(q$p), "}")), collapse = ",\n"),
  "],\"information\":[", paste(sapply(informations, function(q) paste0("{", question(q), ",\"nats\":", number(q$nats), "}")), collapse = ",\n"),
  "],\"holm\":[", paste(sapply(ps, function(p) paste0("{\"p\":", text(p), ",\"adjusted\":[", paste(number(p.adjust(p, "holm")), collapse = ","), "]}")), collapse = ",\n"),
  "]}"), arguments[2])
