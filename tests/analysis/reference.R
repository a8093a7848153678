# Values to check our own code against, from R. Run once: Rscript tests/analysis/reference.R > tests/analysis/reference_r.txt
# Every input is invented here and printed beside the answers, so that the test reads both from one file.
# Debian: r-base-core, r-cran-spdep.
suppressPackageStartupMessages(library(spdep))
exactly <- glm.control(epsilon = 1e-14, maxit = 100)
say <- function(name, x) cat(name, ": ", paste(formatC(as.numeric(x), digits = 15, width = 1, format = "g"), collapse = " "), "\n", sep = "")
cat("# ", R.version.string, "; spdep ", as.character(packageVersion("spdep")), "\n", sep = "")

# Intervals of counts and shares: poisson.test, prop.test without continuity correction
k <- c(0, 1, 5, 23, 250)
say("poisson.count", k)
say("poisson.low", sapply(k, function(x) poisson.test(x)$conf.int[1]))
say("poisson.high", sapply(k, function(x) poisson.test(x)$conf.int[2]))
say("poisson.low998", sapply(k, function(x) poisson.test(x, conf.level = 0.998)$conf.int[1]))
say("poisson.high998", sapply(k, function(x) poisson.test(x, conf.level = 0.998)$conf.int[2]))
part <- c(0, 3, 17, 40); whole <- c(12, 20, 60, 41)
say("wilson.part", part); say("wilson.whole", whole)
say("wilson.low", mapply(function(x, n) suppressWarnings(prop.test(x, n, correct = FALSE))$conf.int[1], part, whole))
say("wilson.high", mapply(function(x, n) suppressWarnings(prop.test(x, n, correct = FALSE))$conf.int[2], part, whole))

# Two counts: poisson.test of two. Its p is another two-sided one than ours unless the exposures are equal.
first <- c(12, 40, 3, 100); second <- c(25, 31, 0, 130); times <- c(1, 1, 1, 1.5)
say("two.first", first); say("two.second", second); say("two.times", times)
two <- mapply(function(a, b, t) { r <- poisson.test(c(b, a), c(t, 1)); c(r$conf.int, r$p.value) }, first, second, times)
say("two.low", two[1, ]); say("two.high", two[2, ]); say("two.p", two[3, ])

# Months of two years: quasi-Poisson GLM with month and year; its dispersion is ours
a <- c(31, 28, 40, 35, 44, 52, 60, 58, 41, 39, 30, 25); b <- c(36, 20, 45, 50, 49, 70, 55, 71, 60, 40, 37, 36)
say("change.before", a); say("change.after", b)
years <- data.frame(n = c(a, b), month = factor(rep(1:12, 2)), year = rep(0:1, each = 12))
say("change.dispersion", summary(glm(n ~ month + year, quasipoisson, years, control = exactly))$dispersion)

# Many tests
p <- c(0.001, 0.2, 0.03, 0.04, 0.8, 0.0004, 0.051)
say("fdr.p", p); say("fdr.bh", p.adjust(p, "BH")); say("fdr.by", p.adjust(p, "BY"))

# Funnel: Spiegelhalter's additive and multiplicative dispersion on the square-root scale, winsorised
o <- c(40, 95, 160, 77, 240, 33, 120, 88, 61, 150, 210, 52); people <- c(4, 9, 12, 8, 15, 4, 11, 9, 7, 12, 14, 6) * 1000
e <- people * sum(o) / sum(people)
z <- 2 * (sqrt(o) - sqrt(e)); q <- sort(z); cut <- floor(0.1 * length(z)); z <- pmin(pmax(z, q[cut + 1]), q[length(z) - cut])
phi <- mean(z^2); w <- 4 * e
say("funnel.observed", o); say("funnel.people", people); say("funnel.expected", e)
say("funnel.low95", qgamma(0.025, e) / e); say("funnel.high998", qgamma(0.999, e + 1) / e)
say("funnel.dispersion", phi)
say("funnel.between", max(0, (length(z) * phi - (length(z) - 1)) / (sum(w) - sum(w^2) / sum(w))))

# Getis-Ord Gi* and local Moran on 5 x 6 squares, touching at corners too
x <- c(0, 2, 1, 0, 5, 9, 1, 0, 3, 8, 12, 7, 0, 1, 1, 6, 9, 4, 2, 0, 0, 1, 3, 2, 0, 0, 7, 1, 0, 1)
nb <- cell2nb(5, 6, type = "queen")
at <- attr(nb, "region.id")
say("space.row", as.integer(sub(":.*", "", at))); say("space.column", as.integer(sub(".*:", "", at)))
say("space.counts", x)
say("space.gi_star", localG(x, nb2listw(include.self(nb), style = "B")))
m <- localmoran(x, nb2listw(nb, style = "W"), conditional = TRUE)
say("space.moran_i", m[, "Ii"])
say("space.moran_z", m[, "Z.Ii"])

# Seasons: stl with a periodic season
series <- c(50, 47, 58, 61, 70, 72, 80, 79, 66, 60, 52, 49, 55, 45, 60, 66, 74, 70, 88, 85, 71, 58, 57, 50,
            52, 50, 65, 63, 79, 81, 85, 90, 70, 66, 60, 51, 58, 53, 62, 70, 80, 84, 93, 88, 77, 65, 61, 58)
fit <- stl(ts(series, frequency = 12), s.window = "periodic")$time.series
say("stl.series", series); say("stl.trend", fit[, "trend"]); say("stl.season", fit[1:12, "seasonal"])

# Mann-Kendall, with ties: cor.test on time with continuity correction
mk <- c(3, 3, 5, 4, 6, 6, 8, 7, 7, 9)
test <- suppressWarnings(cor.test(seq_along(mk), mk, method = "kendall", exact = FALSE, continuity = TRUE))
say("kendall.values", mk); say("kendall.z", test$statistic); say("kendall.p", test$p.value)

# Slope and relative index of inequality: weighted least squares, and Poisson with an offset
crimes <- c(96, 120, 70, 88, 51, 64, 40, 45, 30, 36); residents <- c(1500, 1700, 1400, 1600, 1500, 1800, 1450, 1650, 1500, 1750)
place <- (cumsum(residents) - residents / 2) / sum(residents)
line <- lm(I(1000 * crimes / residents) ~ place, weights = residents)
curve <- glm(crimes ~ place + offset(log(residents)), family = quasipoisson, control = exactly)
say("slope.crimes", crimes); say("slope.residents", residents); say("slope.sii", coef(line)[2]); say("slope.most", coef(line)[1])
say("slope.rii", exp(coef(curve)[2])); say("slope.dispersion", summary(curve)$dispersion)
say("slope.rii_error", summary(curve)$coefficients[2, 2])

# Difference in differences: a Poisson GLM with an interaction
did <- glm(n ~ treated * after, poisson, data.frame(n = c(207, 110, 308, 318), treated = c(1, 1, 0, 0), after = c(0, 1, 0, 1)))
say("did.log_ratio", coef(did)[4]); say("did.error", summary(did)$coefficients[4, 2])

# Interrupted series: quasi-Poisson with trend, step, two pairs of waves and days as offset
its <- c(61, 55, 70, 66, 72, 75, 81, 78, 70, 64, 58, 60, 63, 52, 68, 71, 70, 79, 85, 80, 72, 66, 61, 57, 66, 58, 73, 69, 77, 80,
         60, 58, 51, 45, 42, 40, 46, 39, 50, 49, 55, 57, 62, 60, 50, 47, 41, 43)
days <- rep(c(31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 4); time <- 0:47; start <- 30
d <- data.frame(n = its, days, trend = (time - start) / 12, step = as.numeric(time >= start), s1 = sin(2 * pi * time / 12),
                c1 = cos(2 * pi * time / 12), s2 = sin(4 * pi * time / 12), c2 = cos(4 * pi * time / 12))
g <- summary(glm(n ~ trend + step + s1 + c1 + s2 + c2 + offset(log(days)), quasipoisson, d, control = exactly))
say("its.counts", its); say("its.days", days); say("its.step", g$coefficients["step", 1]); say("its.step_error", g$coefficients["step", 2])
say("its.trend", g$coefficients["trend", 1]); say("its.dispersion", g$dispersion)

# Fay and Feuer's limits of a weighted sum, by R's gamma quantiles
k <- c(40, 12, 1); weight <- c(10, 200, 2000)
total <- sum(k * weight); variance <- sum(k * weight^2); largest <- max(weight)
say("harm.counts", k); say("harm.weights", weight)
say("harm.low", qgamma(0.025, total^2 / variance, scale = variance / total))
say("harm.high", qgamma(0.975, (total + largest)^2 / (variance + largest^2), scale = (variance + largest^2) / (total + largest)))

# Rolling year
say("rolling.sums", stats::filter(series, rep(1, 12), sides = 1)[12:48])
