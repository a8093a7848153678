"""How well the places chosen before foretold where crime then was."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True)
class Prediction:
    """
    `hit_rate`: share of the later count in the chosen places; `area_share`: their share of the ground; `pai`: the
    one over the other (predictive accuracy index); `pei`: PAI over the highest that so much ground could have had.
    """

    hit_rate: float
    area_share: float
    pai: float
    pei: float


def prediction(chosen: ArrayLike, counts: ArrayLike, ground: ArrayLike) -> Prediction:
    """
    `chosen` [n] bool, later `counts` [n], `ground` [n] in any unit of area. Raises ValueError where nothing was
    chosen or counted.

    Source: Chainey, Tompson & Uhlig (2008), Security Journal 21, 4-28; Hunt (2016) for the efficiency index.

    >>> prediction([True, False, False, False], [6, 2, 1, 1], [1, 1, 1, 1])
    Prediction(hit_rate=0.6, area_share=0.25, pai=2.4, pei=1.0)
    """
    picked = np.asarray(chosen, dtype=bool)
    n, size = np.asarray(counts, dtype=np.float64), np.asarray(ground, dtype=np.float64)
    if not picked.any() or n.sum() <= 0 or size[picked].sum() <= 0:
        raise ValueError("prediction needs places chosen, and something counted later")
    hit, share = float(n[picked].sum() / n.sum()), float(size[picked].sum() / size.sum())
    # The best choice of as much ground: the densest first, the last one in part.
    order = np.argsort(-n / np.maximum(size, 1e-300), kind="stable")
    ground_used = np.concatenate([[0.0], np.cumsum(size[order])])
    best = float(np.interp(size[picked].sum(), ground_used, np.concatenate([[0.0], np.cumsum(n[order])])) / n.sum())
    return Prediction(hit, share, hit / share, hit / best)
