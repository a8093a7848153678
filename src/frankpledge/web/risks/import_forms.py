"""What is asked when a risk register is brought in."""

from collections.abc import Iterable
from typing import Any

from frankpledge.web.plans.import_forms import TableForm
from frankpledge.web.plans.lists.table import Line
from frankpledge.web.risks import listed
from frankpledge.web.risks.listed import ListedRisk


class RegisterForm(TableForm):
    """A register; `scale` is the partnership's own."""

    def __init__(self, *args: Any, scale: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.scale = scale

    def listed(self, lines: Iterable[Line]) -> list[ListedRisk]:
        return listed.read(lines, self.scale)
