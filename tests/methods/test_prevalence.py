"""Corrected prevalence: published examples, by hand, its laws, and how often it holds the truth."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.methods.interval import wilson
from synthesis.methods.prevalence import Stratum, difference, rogan_gladen, stratified

NONE = float("nan")
NOMINAL = 0.95
REPEATS = 400


def test_rogan_and_gladen_as_published() -> None:
    """The herd of epiR's manual: 23 of 150 cows react, 5.1 in a hundred are ill."""
    assert 5.1 == round(100 * float(rogan_gladen(23 / 150, 0.96, 0.89)), 1)


def test_a_perfect_test_corrects_nothing_and_a_share_stays_a_share() -> None:
    """Fewer than its false alarms: none. More than it can find: all."""
    found = rogan_gladen([0.2, 0.02, 0.95], [1.0, 0.9, 0.9], [1.0, 0.95, 0.95])

    assert [0.2, 0.0, 1.0] == pytest.approx(found.tolist())


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_rogan_and_gladen_undo_the_faults(a: int, b: int, c: int, d: int) -> None:
    """From a table of what is and what was said, the share that is."""
    sick, well = a + b, c + d
    if not sick or not well or a / sick + d / well <= 1:
        return
    raw = (a + c) / (sick + well)

    assert sick / (sick + well) == pytest.approx(float(rogan_gladen(raw, a / sick, d / well)))


def test_a_test_that_tells_nothing_is_refused() -> None:
    """A coin."""
    with pytest.raises(ValueError, match="exceed"):
        rogan_gladen(0.3, 0.5, 0.5)


def test_by_hand() -> None:
    """A hundred answers, twenty in the theme. Read: ten of those, nine rightly; twenty of the
    others, one missed. 0.2 × 0.9 + 0.8 × 0.05 = 0.22.
    """
    machine = [1] * 20 + [0] * 80
    human = [1] * 9 + [0] + [NONE] * 10 + [1] + [0] * 19 + [NONE] * 60
    found = difference(machine, human)
    variance = 0.04 * (1 - 10 / 20) * 0.09 / 9 + 0.64 * (1 - 20 / 80) * 0.0475 / 19

    assert 0.22 == pytest.approx(found.value)
    assert variance == pytest.approx(found.variance)
    (low_1, high_1), (low_0, high_0) = wilson(9 * 1.9, 19), wilson(20 * 79 / 60 / 20, 20 * 79 / 60)
    low = 0.22 - math.hypot(0.2 * (0.9 - low_1), 0.8 * (0.05 - low_0))
    high = 0.22 + math.hypot(0.2 * (high_1 - 0.9), 0.8 * (high_0 - 0.05))
    assert (math.floor(100 * low), math.ceil(100 * high)) == (100 * found.low, 100 * found.high)


def test_it_is_the_machine_and_what_people_say_differs() -> None:
    """Mean of the machine, plus the weighted mean of human − machine; in two strata of sampling."""
    rng = np.random.default_rng(3)
    machine = rng.integers(0, 2, 600)
    strata = np.repeat([0, 1], 300)
    human = np.where(rng.random(600) < 0.2, 1 - machine, machine).astype(float)
    human[rng.permutation(600)[:400]] = NONE
    read = ~np.isnan(human)
    corrected = machine.mean()
    for stratum in (0, 1):
        for said in (0, 1):
            inside = (strata == stratum) & (machine == said)
            corrected += inside.mean() * (human - machine)[inside & read].mean()

    assert corrected == pytest.approx(difference(machine, human, strata).value)


def test_what_was_read_whole_is_known() -> None:
    """No interval is left, whatever the machine said."""
    human = [1, 0, 0, 1, 1, 0, 0, 0, 0, 0]
    found = difference([1, 1, 0, 0, 0, 0, 0, 0, 0, 1], human)

    assert (0.3, 0.3, 0.3, 0.0) == (found.value, found.low, found.high, found.variance)


def test_nothing_read_says_nothing() -> None:
    """Not the machine's share, which nobody checked."""
    assert all(math.isnan(each) for each in vars(difference([1, 0], [NONE, NONE])).values())


def test_a_theme_nobody_happened_to_read() -> None:
    """Its own share stands, and the interval says that all of it may be wrong."""
    found = stratified([Stratum(30, 0, 0, 1.0), Stratum(970, 200, 0)])

    assert 0.03 == found.value
    assert 0.0 == found.low
    assert found.high > 0.03


@pytest.mark.parametrize("counts", [(5, 6, 0), (5, 3, 4), (5, 3, -1)])
def test_what_is_no_count_is_refused(counts: tuple[int, int, int]) -> None:
    """More read than there are, more inside than read."""
    with pytest.raises(ValueError, match="read"):
        Stratum(*counts)


strata = st.lists(
    st.integers(1, 60).flatmap(
        lambda size: st.integers(0, size).flatmap(
            lambda read: st.builds(
                Stratum, st.just(size), st.just(read), st.integers(0, read), st.sampled_from([0, 1])
            )
        )
    ),
    min_size=1,
    max_size=4,
)


@given(strata)
def test_laws(found: list[Stratum]) -> None:
    """The interval holds the estimate, what was read, and never leaves [0, 1]; reading those
    outside instead of those inside gives its mirror image.
    """
    size = sum(each.size for each in found)
    estimate = stratified(found)
    turned = [Stratum(s.size, s.read, s.read - s.inside, 1 - s.assumed) for s in found]
    mirror = stratified(turned)
    if not sum(each.read for each in found):
        assert math.isnan(estimate.value)
        return

    assert 0 <= estimate.low <= estimate.value + 1e-9
    assert estimate.value - 1e-9 <= estimate.high <= 1
    assert sum(s.inside for s in found) / size <= estimate.low + 1e-9
    assert estimate.high <= 1 - sum(s.read - s.inside for s in found) / size + 1e-9
    assert (1 - estimate.high, 1 - estimate.low) == pytest.approx((mirror.low, mirror.high))


@pytest.mark.parametrize("read", [100, 200])
@pytest.mark.parametrize("size", [220, 2000, 100_000])
@pytest.mark.parametrize("share", [0.01, 0.03, 0.1, 0.3])
def test_it_holds_the_truth_as_often_as_it_says(size: int, read: int, share: float) -> None:
    """Draws without replacement, a theme of 1 to 30 %, half of it to none of it wrong, up to 5 %
    of the others missed: 95 in 100 at least on the whole, nowhere much less.
    """
    rng = np.random.default_rng(1)
    inside = round(share * size)
    held = []
    for right in (0.5, 0.8, 0.95, 1.0):
        for missed in (0.0, 0.002, 0.01, 0.05):
            good, lost = round(right * inside), min(round(missed * size), size - inside)
            cells = [good, inside - good, lost, size - inside - lost]
            truth = (good + lost) / size
            draws = rng.multivariate_hypergeometric(cells, read, size=REPEATS)
            bounds = [
                stratified([Stratum(inside, a + b, a, 1.0), Stratum(size - inside, c + d, c, 0.0)])
                for a, b, c, d in draws.tolist()
            ]
            held.append(np.mean([b.low - 1e-9 <= truth <= b.high + 1e-9 for b in bounds]))

    assert NOMINAL <= np.mean(held)
    assert 0.91 <= min(held)  # of 400 draws: 0.94 less three standard deviations


def test_the_usual_interval_would_not() -> None:
    """Ten answers missed in ten thousand: those who read a hundred mostly see none, have no
    variance, and would be certain of a share that is wrong.
    """
    rng = np.random.default_rng(1)
    usual, ours = 0, 0
    for good, wrong, lost, rest in rng.multivariate_hypergeometric(
        [100, 0, 10, 9890], 100, REPEATS
    ):
        found = stratified(
            [Stratum(100, good + wrong, good, 1.0), Stratum(9900, lost + rest, lost, 0.0)]
        )
        spread = 1.96 * math.sqrt(found.variance if good > 1 else 0.99**2 * lost / 9801)
        usual += abs(found.value - 0.011) <= spread
        ours += found.low <= 0.011 <= found.high

    assert usual < 0.2 * REPEATS < NOMINAL * REPEATS <= ours
