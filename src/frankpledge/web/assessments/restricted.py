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


def without(content: dict[str, Any], restricted: list[str]) -> dict[str, Any]:
    """The same without the findings that rest on restricted data, for those who do not see such figures."""
    kept = [finding for finding in content["findings"] if finding["id"] not in restricted]
    return {**content, "findings": kept, "hidden": len(content["findings"]) - len(kept)}
