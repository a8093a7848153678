"""Which findings rest on what a partner sent on terms. Knows nothing of Django: the command line asks too."""

from typing import Any

from frankpledge.assessment.partners import OPEN
from frankpledge.sources.titles import DATASETS


def is_restricted(finding: dict[str, Any]) -> bool:
    """
    Whether a finding, as in findings.json, rests on what a partner sent on terms. What its publisher has opened
    says so among its caveats.
    """
    dataset = DATASETS.get(finding["provenance"]["dataset"])
    return dataset is not None and dataset.sensitivity == "restricted" and OPEN not in finding.get("caveats", [])
