"""How a choosing stands, read on a viewer's behalf in the same few questions whatever its size."""

from frankpledge.web.accounts.viewer import Viewer
from frankpledge.web.scoring import queries
from frankpledge.web.scoring.cells import Cell, cells
from frankpledge.web.scoring.criteria import Matrix
from frankpledge.web.scoring.models import Exercise, Theme
from frankpledge.web.scoring.standing import Standing


def known(
    viewer: Viewer, exercise: Exercise, themes: list[Theme], matrix: Matrix | None = None
) -> dict[tuple[int, str], Cell]:
    """What is known of these themes on each criterion; scores of closed rounds alone."""
    mine = queries.my_place(viewer, exercise)
    return cells(
        matrix or exercise.template.matrix,
        themes,
        queries.filled(viewer, exercise).filter(theme__in=themes),
        queries.scores(viewer, exercise).filter(theme__in=themes),
        queries.settled(viewer, exercise).filter(theme__in=themes),
        mine.pk if mine else None,
    )


def standing(
    viewer: Viewer,
    exercise: Exercise,
    *,
    weights: dict[str, float] | None = None,
    residents: float | None = None,
    reach: str = "50",
    places: int | None = None,
) -> Standing:
    """At the stated weights, or at others that somebody tries."""
    matrix = exercise.template.matrix.with_weights(weights or {})
    themes = list(queries.themes(viewer).filter(exercise=exercise).order_by("number"))
    return Standing(
        matrix,
        themes,
        known(viewer, exercise, themes, matrix),
        weight=exercise.residents if residents is None else residents,
        places=places or exercise.places,
        reach=reach,
    )
