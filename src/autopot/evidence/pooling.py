"""What many questions say together of how far one kind of thing lies ahead of the others.

The log odds of the share that answers yes, of question q, respondents g and kind k (a service area,
or municipalities of one size), is

    y[q,g,k] = free[q,g] + lead[k] + by_question[q,k] + by_group[g,k] + sampling

with free[q,g] open, and the other parts independent, normal and of mean 0, each with one standard
deviation. The whole of those who were asked has no lead and no error but that of sampling; a part
of a simple random sample has cov(y_part, y_whole) = var(y_whole), so that the variance of their
difference is var(y_part) - var(y_whole). Groups that answer the same question share by_question,
and questions that the same group answers share by_group: ten answers are not ten witnesses.

The standard deviations are not known. They get an even prior from 0 to `WIDEST`, and the answer is
averaged over them with the restricted likelihood as weight. What a *new* question would say, to
which the use of technology belongs, is lead[k] + by_question[k]: the questions' disagreement stays
as error of what they are used for.

Source: Patterson and Thompson (1971), Biometrika 58(3), 545-554 (restricted likelihood); Gelman
(2006), Bayesian Analysis 1(3), 515-534 (even prior on standard deviations).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from autopot.evidence.log_odds import logit, logit_sd

Array = NDArray[np.float64]
Names = NDArray[np.object_]

WIDEST = 1.5
"""Largest standard deviation, logits: odds of 1 to 4.5 between two kinds is more than is seen."""

STEPS = 8
"""Values of each standard deviation; with 16 no lead or error moves by 0.02 logits."""

WHOLE = "all"


@dataclass(frozen=True)
class Answers:
    """Shares of yes, of whole groups and of their parts.

    Parameters
    ----------
    question, respondents : (n,) what was asked and who answered.
    kind : (n,) what the answer is of; `WHOLE` where it is of all who were asked.
    share : (n,) of yes, above 0 and below 1; of no where the question points the other way.
    number : (n,) how many answered.
    """

    question: Names
    respondents: Names
    kind: Names
    share: Array
    number: Array

    def only(self, positions: NDArray[np.int64]) -> Answers:
        """Some of the answers.

        Parameters
        ----------
        positions : (m,) of the answers to keep.
        """
        return Answers(
            question=self.question[positions],
            respondents=self.respondents[positions],
            kind=self.kind[positions],
            share=self.share[positions],
            number=self.number[positions],
        )

    @property
    def asked(self) -> Array:
        """(n, pairs) 1 where the answer is to that question by those respondents."""
        pairs = pd.Series(self.question.astype(str)) + " " + self.respondents.astype(str)
        return np.asarray(pd.get_dummies(pairs).to_numpy(float))

    def sampling(self) -> Array:
        """(n, n) covariance of the log odds; parts of one whole share its error."""
        variance = logit_sd(self.share, self.number) ** 2
        covariance = np.diag(variance)
        together = self.asked @ self.asked.T > 0
        for at in np.flatnonzero(self.kind == WHOLE):
            covariance[at, together[at]] = covariance[together[at], at] = variance[at]
        return covariance


@dataclass(frozen=True)
class Pooled:
    """Leads over the mean of all who were asked.

    Parameters
    ----------
    kinds : (K,) names.
    lead : (K,) mean, logits.
    covariance : (K, K) of the leads themselves.
    between : standard deviation from question to question, logits.
    apart : standard deviation from kind to kind, logits; both are roots of mean squares.
    """

    kinds: tuple[str, ...]
    lead: Array
    covariance: Array
    between: float
    apart: float

    @property
    def own_sd(self) -> Array:
        """(K,) error of the leads themselves, logits."""
        return np.asarray(np.sqrt(np.diag(self.covariance)))

    @property
    def sd(self) -> Array:
        """(K,) error of what a new question would say, logits."""
        return np.asarray(np.sqrt(np.diag(self.covariance) + self.between**2))

    @property
    def new_sd(self) -> float:
        """Error of what a new question would say of a kind that nobody was asked about, logits."""
        return float(np.hypot(self.apart, self.between))

    def gap(self, ahead: str, behind: str) -> tuple[float, float]:
        """How far one kind lies ahead of another, and the error of that, logits.

        Parameters
        ----------
        ahead, behind : two of `kinds`.
        """
        one, other = self.kinds.index(ahead), self.kinds.index(behind)
        turned = np.zeros(len(self.kinds))
        turned[one], turned[other] = 1.0, -1.0
        return float(turned @ self.lead), float(np.sqrt(turned @ self.covariance @ turned))


def pooled_leads(
    answers: Answers, kinds: tuple[str, ...], group_errors: bool = True, steps: int = STEPS
) -> Pooled:
    """Leads of the kinds, averaged over the sizes of the errors.

    Parameters
    ----------
    answers : parts, and the whole that they are of where it is printed.
    kinds : K names; parts of other names are not used.
    group_errors : whether groups may see the kinds differently; not where the kinds are groups.
    steps : values of each standard deviation.

    Returns
    -------
    The leads; 0 with the error of a new kind where nobody was asked about it.
    """
    used = answers.only(_compared(answers, kinds))
    contrasts = _apart(used.asked)
    of_kind = contrasts @ (used.kind[:, None] == np.array(kinds, dtype=object)).astype(float)
    seen = contrasts @ logit(used.share)
    alike = _equal(used.kind) * (used.kind != WHOLE)
    parts = np.stack([contrasts @ (alike * _equal(names)) @ contrasts.T for names in _shared(used)])
    sizes = _sizes(group_errors, steps)
    lead_variance = sizes[:, 0, None, None] ** 2
    total = np.tensordot(sizes[:, 1:] ** 2, parts, 1) + contrasts @ used.sampling() @ contrasts.T
    total += lead_variance * (of_kind @ of_kind.T)
    inverse: Array = np.asarray(np.linalg.inv(total))
    weight = _likelihood(total, inverse, seen)
    reach = lead_variance * of_kind.T @ inverse
    mean = reach @ seen
    lead = weight @ mean
    off = mean - lead
    own = lead_variance * np.eye(len(kinds)) - reach @ of_kind * lead_variance
    covariance = np.einsum("s,skl->kl", weight, own + off[:, :, None] * off[:, None, :])
    apart, between, _ = np.sqrt(weight @ sizes**2)
    return Pooled(
        kinds=kinds, lead=lead, covariance=covariance, between=float(between), apart=float(apart)
    )


def _compared(answers: Answers, kinds: tuple[str, ...]) -> NDArray[np.int64]:
    """Answers of the kinds, and the whole that they are parts of."""
    part = np.isin(answers.kind.astype(str), kinds)
    asked = answers.asked
    whole = (answers.kind == WHOLE) & (asked @ asked[part].sum(axis=0) > 0)
    return np.flatnonzero(part | whole)


def _apart(asked: Array) -> Array:
    """(n - pairs, n) orthonormal contrasts in which the free part of each question is gone."""
    pairs = asked.shape[1]
    turned, _, _ = np.linalg.svd(asked)
    return np.asarray(turned[:, pairs:].T)


def _shared(answers: Answers) -> tuple[Names, Names]:
    return answers.question, answers.respondents


def _equal(names: Names) -> Array:
    return np.asarray(names[:, None] == names[None, :], dtype=float)


def _sizes(group_errors: bool, steps: int) -> Array:
    """(sizes, 3) standard deviations of lead, by_question and by_group, each as likely."""
    grid = (np.arange(steps) + 0.5) * WIDEST / steps
    third = grid if group_errors else np.zeros(1)
    axes = np.meshgrid(grid, grid, third, indexing="ij")
    return np.stack(axes, axis=-1).reshape(-1, 3)


def _likelihood(total: Array, inverse: Array, seen: Array) -> Array:
    """(sizes,) weights that sum to 1."""
    fit = np.einsum("n,snm,m->s", seen, inverse, seen)
    log = -0.5 * (np.linalg.slogdet(total)[1] + fit)
    weight = np.exp(log - log.max())
    return np.asarray(weight / weight.sum())
