"""
Statistics as pure functions: numbers in, numbers out; no disk, network, clock or web.

`from frankpledge import analysis` gives every function below by its name (`analysis.compare_periods`), loaded when it
is first used. Each has a page in docs/methods.
"""

from importlib import import_module
from typing import Any

# name: the module that holds it. No name may be that of a module (the module would stand in its place).
_PUBLIC = {
    # counts and change
    "byar_interval": "intervals",
    "poisson_interval": "intervals",
    "rate": "intervals",
    "wilson_interval": "intervals",
    "compare_periods": "change",
    "compare_many": "change",
    "exact_ratio": "change",
    "adjust": "change",
    "compare_counts": "two_counts",
    "e_test": "two_counts",
    "mid_p_ratio": "two_counts",
    "latest_periods": "rolling",
    "rolling_sum": "rolling",
    "year_to_date": "to_date",
    "year_end": "year_total",
    "area_funnel": "funnel",
    "expected_counts": "funnel",
    "quartile_position": "funnel",
    "false_discovery": "multiple",
    # series
    "decompose": "season",
    "deseason": "season",
    "c_chart": "control",
    "moving_range": "control",
    "u_chart": "control",
    "u_prime": "control",
    "xmr": "control",
    "new_level": "control_phases",
    "phased": "control_phases",
    "change_points": "breaks",
    "exponential_smoothing": "forecast",
    "month_means": "forecast",
    "seasonal_naive": "forecast",
    "backtest_scores": "backtest",
    "forecast_if_worth_showing": "backtest",
    # where
    "Boundary": "boundary",
    "Neighbours": "neighbours",
    "Squares": "grid",
    "area_histories": "histories",
    "density": "kde",
    "density_on_grid": "kde",
    "generalised_gini": "concentration",
    "gini": "concentration",
    "gi_star_exact": "hot",
    "local_moran": "moran",
    "mann_kendall": "emerging",
    "map_similarity": "similarity",
    "pattern_change": "patterns",
    "places_holding": "concentration",
    "point_clusters": "dbscan",
    # when, who, again
    "time_of_week": "aoristic",
    "near_repeats": "near_repeat",
    "scan_dispersion": "space_time",
    "space_time_scan": "space_time",
    "repeat_people": "repeats",
    "top_few": "repeats",
    "top_with_ties": "repeats",
    # people
    "age_band": "profiles",
    "profile_of": "profiles",
    "role_overlap": "overlap",
    "group_ratios": "disproportion",
    "split_dispersion": "disproportion",
    # harm
    "harm_band": "severity",
    "order_reversed": "severity",
    "weighted_groups": "severity",
    "weighted_rate": "severity",
    "weighted_total": "severity",
    "paired_dispersion": "severity_change",
    "weighted_change": "severity_change",
    # what may leave
    "suppress": "disclosure",
    "suppress_list": "disclosure",
    "suppress_shares": "disclosure",
    "small_differences": "linked",
    "suppress_together": "linked",
    "possible_values": "linked_attack",
    # surveys
    "design_effect": "raking",
    "effective_n": "raking",
    "rake": "raking",
    "answer_shares": "survey_share",
    "combined_share": "survey_share",
    "compare_years": "survey_share",
    "multi_response_shares": "survey_share",
    "weighted_share": "survey_share",
    "cross_tabulate": "cross_table",
    "group_difference": "cross_table",
    "hide_small": "cross_table",
    "rao_scott": "cross_table",
    "against_population": "representation",
    "more_needed": "representation",
    "dense_ranks": "ranks",
    "ranking": "ranks",
    "perceived_against_recorded": "perceived",
    "likely_personal": "personal_words",
    "Codebook": "code_suggestions",
    "suggest_codes": "code_suggestions",
    # choosing
    "cohen_kappa": "agreement",
    "code_agreement": "agreement",
    "krippendorff_alpha": "agreement",
    "set_distance": "agreement",
    "between_rounds": "panel",
    "kendall_w": "panel",
    "panel_spread": "panel",
    "rank_acceptability": "acceptability",
    "scaled": "acceptability",
    "weight_sensitivity": "acceptability",
    "Weightings": "weightings",
    "around": "weightings",
    # did it work?
    "did_it_work": "verdict",
    "difference_in_differences": "differences",
    "pre_trend": "differences",
    "displacement_by_month": "displacement",
    "displacement_quotient": "displacement",
    "weighted_displacement": "displacement",
    "interrupted_series": "interrupted",
    "synthetic_control": "synthetic",
}


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PUBLIC[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_PUBLIC])
