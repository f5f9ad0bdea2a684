# BridgeStan's interface as its R client calls it, by `.C`: Rscript bridge_test.R SCMC EXAMPLE. What is not there already, a log-density, is
# computed in R.
args <- commandArgs(trailingOnly = TRUE)
folder <- args[2]
library <- file.path(tempdir(), "ads.so")
status <- system2(args[1], c("emit", file.path(folder, "model.scm"), "--observe", file.path(folder, "data.csv"), "--shared", "-o", library, "--flags", "-O1"))
stopifnot(status == 0)
dyn.load(library)
call <- function(.symbol, ...) .C(.symbol, ..., PACKAGE = "ads")

model <- call("bs_model_construct_R", "", 1L, ptr = raw(8), message = "", pointer = raw(8))$ptr
stopifnot(any(model != 0), call("bs_name_R", model, name = "")$name == "google_ads")
names <- strsplit(call("bs_param_names_R", model, FALSE, FALSE, names = "")$names, ",")[[1]]
stopifnot(identical(names, c("beta_z0", "beta_cz", "beta_y0", "beta_cy", "beta_zy", "sigma_y")))
stopifnot(call("bs_param_num_R", model, FALSE, TRUE, count = 0L)$count == 6 + 3 * 100, call("bs_param_unc_num_R", model, count = 0L)$count == 6)

data <- read.csv(file.path(folder, "data.csv"))
log_density <- function(q) {
  sigma <- exp(q[6])
  sum(dnorm(q[1:5], log = TRUE)) + log(2) + dnorm(sigma, log = TRUE) + q[6] + sum(dnorm(data$c, log = TRUE)) +
    sum(dbinom(data$z, 1, plogis(q[1] + q[2] * data$c), log = TRUE)) +
    sum(dnorm(data$y, q[3] + q[5] * data$z + q[4] * data$c, sigma, log = TRUE))
}
q <- c(0.3, 1.2, -0.1, 0.9, 0.2, -0.7)
value <- call("bs_log_density_R", model, TRUE, TRUE, q, value = 0, code = 1L, message = "", pointer = raw(8))
stopifnot(value$code == 0, abs(value$value / log_density(q) - 1) < 1e-12)
slopes <- call("bs_log_density_gradient_R", model, TRUE, TRUE, q, value = 0, gradient = double(6), code = 1L, message = "", pointer = raw(8))
step <- 1e-6
differences <- sapply(1:6, function(i) (log_density(q + step * (1:6 == i)) - log_density(q - step * (1:6 == i))) / (2 * step))
stopifnot(slopes$code == 0, max(abs(slopes$gradient - differences)) < 1e-5 * max(abs(differences)))

random <- call("bs_rng_construct_R", 3L, ptr = raw(8), message = "", pointer = raw(8))$ptr
theta <- call("bs_param_constrain_R", model, FALSE, FALSE, q, theta = double(6), random, code = 1L, message = "", pointer = raw(8))$theta
stopifnot(all.equal(theta, c(q[1:5], exp(q[6])), tolerance = 1e-14))
back <- call("bs_param_unconstrain_R", model, theta, q = double(6), code = 1L, message = "", pointer = raw(8))
stopifnot(back$code == 0, all.equal(back$q, q, tolerance = 1e-14))
bad <- call("bs_param_unconstrain_R", model, -theta, q = double(6), code = 0L, message = "", pointer = raw(8))
stopifnot(bad$code != 0, grepl("sigma_y", bad$message))
invisible(call("bs_free_error_msg_R", bad$pointer))
invisible(call("bs_rng_destruct_R", random))
invisible(call("bs_model_destruct_R", model))
cat("as BridgeStan's R client calls it\n")
