# Survey values to check our own code against, from R. Run once:
#   Rscript tests/analysis/survey_reference.R > tests/analysis/survey_reference_r.txt
# Every input is invented here and printed beside the answers. Debian: r-base-core, r-cran-survey.
suppressPackageStartupMessages(library(survey))
say <- function(name, x) cat(name, ": ", paste(formatC(as.numeric(x), digits = 15, width = 1, format = "g"), collapse = " "), "\n", sep = "")
cat("# ", R.version.string, "; survey ", as.character(packageVersion("survey")), "\n", sep = "")

# 120 invented answers: three margins, two questions. Plain arithmetic, so that any reader can make them again.
i <- 0:119
age <- (i * 7 + i %/% 11) %% 3          # 0 young, 1 middle, 2 old
sex <- (i * 5 + i %/% 7) %% 2
ward <- (i %/% 5 + (i %% 4 == 1)) %% 4
unsafe <- as.integer((i * 13 + 3 * age + 2 * ward) %% 10 < 4)
view <- (i * 11 + age + ward * (i %% 3)) %% 3
say("rake.age", age); say("rake.sex", sex); say("rake.ward", ward)
say("rake.unsafe", unsafe); say("rake.view", view)
d <- data.frame(age = factor(age), sex = factor(sex), ward = factor(ward), unsafe, view = factor(view))
plain <- suppressWarnings(svydesign(ids = ~1, data = d, weights = rep(1, 120)))
pop.age <- data.frame(age = factor(0:2), Freq = 120 * c(0.22, 0.48, 0.30))
pop.sex <- data.frame(sex = factor(0:1), Freq = 120 * c(0.51, 0.49))
pop.ward <- data.frame(ward = factor(0:3), Freq = 120 * c(0.40, 0.15, 0.25, 0.20))
raked <- rake(plain, list(~age, ~sex, ~ward), list(pop.age, pop.sex, pop.ward), control = list(maxit = 500, epsilon = 1e-12))
w <- weights(raked)
say("rake.weights", w)

# Weighted shares. "given": the weights taken as they are; "raked": raking taken into account.
given <- svydesign(ids = ~1, data = d, weights = w)
m <- svymean(~unsafe, given); r <- svymean(~unsafe, raked)
say("share.whole", coef(m)); say("share.error_given", SE(m)); say("share.error_raked", SE(r))
old <- subset(given, age == 2); old.raked <- subset(raked, age == 2)
m <- svymean(~unsafe, old); r <- svymean(~unsafe, old.raked)
say("share.old", coef(m)); say("share.old_error_given", SE(m)); say("share.old_error_raked", SE(r))

# Trimming at 1.6 and raking again, 60 times (loop written here; rake and weights are the package's)
trimmed <- raked
for (k in 1:60) {
  v <- weights(trimmed); over <- rep(FALSE, 120)
  while (any(v[!over] > 1.6 * (1 + 1e-12))) {
    over <- over | v > 1.6; v[over] <- 1.6; v[!over] <- v[!over] * (120 - 1.6 * sum(over)) / sum(v[!over])
  }
  trimmed <- rake(suppressWarnings(svydesign(ids = ~1, data = d, weights = v)), list(~age, ~sex, ~ward),
                  list(pop.age, pop.sex, pop.ward), control = list(maxit = 500, epsilon = 1e-12))
}
say("trim.weights", weights(trimmed))

# Rao and Scott, first order
test <- svychisq(~view + age, given, statistic = "Chisq")
say("rao.p", test$p.value)
part <- subset(given, sex == 1)
say("rao.part_p", svychisq(~view + age, part, statistic = "Chisq")$p.value)
say("rao.statistic", test$statistic)

# Plain and exact tests of a table
tab <- matrix(c(30, 22, 14, 41, 18, 9), 2, byrow = TRUE)
say("table.p", chisq.test(tab, correct = FALSE)$p.value)
say("fisher.p", fisher.test(matrix(c(8, 2, 1, 5), 2))$p.value)

# Kendall's W with ties: Friedman's statistic / (members x (themes - 1))
panel <- matrix(c(5,3,4,1,2,2, 4,4,5,1,3,2, 5,2,4,2,2,1, 3,3,5,1,4,2), 4, byrow = TRUE)
f <- friedman.test(panel)
say("panel.scores", t(panel)); say("panel.statistic", f$statistic); say("panel.p", f$p.value)
say("panel.w", f$statistic / (4 * 5))

# Exact binomial
say("binomial.p", binom.test(4, 100, 0.2)$p.value)
