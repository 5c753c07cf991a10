"""Answers and hints for the chapter on how many terms to keep."""

import numpy as np

from svdbook.exercises.grading import Chapter
from svdlib import approximation_errors, optimal_threshold

chapter = Chapter()

RNG = np.random.default_rng(5)
LEFT, RIGHT = np.linalg.qr(RNG.standard_normal((60, 2))).Q, np.linalg.qr(RNG.standard_normal((40, 2))).Q
NOISY = tuple((LEFT * [80.0, 60.0]) @ RIGHT.T + omega * RNG.standard_normal((60, 40)) for omega in (0.5, 2.0))

chapter.value(
    "relative_error",
    0.005**0.5,
    mistakes=[
        (0.005, "That is the share of the squares; an error is a root."),
        (0.995**0.5, "That is what is kept, not what is lost."),
        (1 - 0.995**0.5, "The squares of kept and lost add up to 1, not the lengths."),
        (0.05, "Half a percent is not 0.0025: count the zeros."),
        (0.05**0.5, "A share of half a percent has two zeros after the point."),
    ],
    hints=["What share of the squares is lost?", "The squared error is 0.005 of the squared norm.", "The root of 0.005."],
)


def first_within(errors, bound):
    """Return the first position at which an error is at most the bound."""
    return int(np.argmax(errors <= bound))


@chapter.function(
    inputs=[
        (np.array([4.0, 3.0]), 3.0),
        (np.array([4.0, 3.0]), 2.9),
        (np.array([4.0, 3.0]), 5.0),
        (np.array([4.0, 3.0]), 0.0),
        (np.array([12.0, 4.0, 3.0, 0.0]), 4.5),
        (np.array([1e-3, 1e-4, 1e-5]), 2e-4),
        (np.array([1.0, 1.0, 1.0, 1.0, 1.0]), 1.8),
    ],
    returns=("the rank",),
    hints=[
        "How large is the error at rank 0, at rank 1, and so on? Take the first that is small enough.",
        "At which position of approximation_errors(s).frobenius is the error first at most the bound?",
        "int(np.argmax(approximation_errors(s).frobenius <= bound))",
    ],
)
def rank_for_error(s, bound):
    """Return the smallest rank whose error is within the bound."""
    return first_within(approximation_errors(s).frobenius, bound)


@rank_for_error.mistake("One too many: position k of the errors belongs to rank k.")
def one_too_many(s, bound):
    """Count from 1."""
    return rank_for_error(s, bound) + 1


@rank_for_error.mistake("One too few.")
def one_too_few(s, bound):
    """Stop before the error is small enough."""
    return rank_for_error(s, bound) - 1


@rank_for_error.mistake("That compares single values with the bound; their squares add up.")
def in_the_2_norm(s, bound):
    """Take the errors in the 2-norm."""
    return first_within(approximation_errors(s).spectral, bound)


@rank_for_error.mistake("You compared squares with the bound.")
def squared_errors(s, bound):
    """Forget the root."""
    return first_within(approximation_errors(s).frobenius ** 2, bound)


@rank_for_error.mistake("That is the relative error; the bound is in the units of the matrix.")
def relative_errors(s, bound):
    """Divide by the norm of the matrix."""
    return first_within(approximation_errors(s).frobenius / np.linalg.norm(s), bound)


@rank_for_error.mistake("At most the bound: an error that equals it is small enough.")
def strictly_below(s, bound):
    """Ask for an error below the bound, or for all terms."""
    below = approximation_errors(s).frobenius < bound
    return int(np.argmax(below)) if below.any() else len(s)


@rank_for_error.mistake("Rank 0 counts, too: the zero matrix may be near enough.")
def never_zero(s, bound):
    """Begin to look at rank 1."""
    return max(rank_for_error(s, bound), 1)


@rank_for_error.mistake("That adds up the values themselves; their squares add up.")
def sums_of_values(s, bound):
    """Add without squaring."""
    return first_within(np.append(np.cumsum(s[::-1])[::-1], 0), bound)


chapter.value(
    "worth_keeping",
    3000**0.5,
    mistakes=[
        (4 / 3**0.5 * 1000**0.5, "That is the threshold, where the signal appears in Y; how large was it in A?"),
        ((1000 / 3) ** 0.5, "That is the smaller solution, below the root of n: there nothing can be seen."),
        (3**0.5, "That is t = sigma / sqrt(n); sigma itself is asked for."),
        (3000, "That is the square of the signal."),
        (1000**0.5, "That is where signals begin to be seen; it takes more to be worth keeping."),
    ],
    hints=[
        "Set the value that appears equal to the threshold, and solve for the signal.",
        "With t = sigma / sqrt(n) the equation is t + 1/t = 4/sqrt(3): a quadratic equation for t.",
        "t = sqrt(3), so sigma = sqrt(3000).",
    ],
)


@chapter.function(
    inputs=[*NOISY, NOISY[1].T],
    returns=("the noise",),
    hints=[
        "The threshold is proportional to the noise. For which noise do you know it?",
        "Call optimal_threshold twice: with the singular values, and with noise=1.",
        "optimal_threshold(*Y.shape, s=s) / optimal_threshold(*Y.shape, noise=1)",
    ],
)
def noise_of(Y):
    """Estimate the noise from the median singular value."""
    s = np.linalg.svd(Y, compute_uv=False)
    return optimal_threshold(*Y.shape, s=s) / optimal_threshold(*Y.shape, noise=1)


@noise_of.mistake("That is the threshold; divide by that for noise 1.")
def the_threshold(Y):
    """Return the threshold itself."""
    return optimal_threshold(*Y.shape, s=np.linalg.svd(Y, compute_uv=False))


@noise_of.mistake("That is the deviation of signal and noise together.")
def all_deviation(Y):
    """Return the deviation of the entries."""
    return np.std(Y)


@noise_of.mistake("That is the median itself, which grows with the size.")
def the_median(Y):
    """Return the median singular value."""
    return np.median(np.linalg.svd(Y, compute_uv=False))


@noise_of.mistake("The median over the root of the size is near, but the median of pure noise is not at the root itself.")
def median_over_root(Y):
    """Divide the median by the root of the larger side."""
    return the_median(Y) / max(Y.shape) ** 0.5


@noise_of.mistake("That is the variance; its root is asked for.")
def the_variance(Y):
    """Square the estimate."""
    return noise_of(Y) ** 2


def with_values(Y, values):
    """Return the matrix with other singular values, which follow from its own."""
    U, s, Vt = np.linalg.svd(Y, full_matrices=False)
    return (U * values(s)) @ Vt


@chapter.function(
    inputs=[
        (NOISY[0], 0.5),
        (NOISY[1], 2.0),
        (NOISY[1].T, 2.0),
        (NOISY[0], 100.0),
        (np.diag(np.r_[50.0, 17.0, np.zeros(38)]), 1.25),
    ],
    returns=("the matrix",),
    hints=[
        "Which singular values are above the threshold for this shape and this noise?",
        "kept = s > optimal_threshold(*Y.shape, noise=omega), and then only those terms, as they are.",
        "(U * (s * kept)) @ Vt, with the thin form.",
    ],
)
def denoise(Y, omega):
    """Keep the terms above the best threshold."""
    threshold = optimal_threshold(*Y.shape, noise=omega)
    return with_values(Y, lambda s: s * (s > threshold))


@denoise.mistake("That is the reach of the noise; the best threshold is higher.")
def above_the_noise(Y, omega):
    """Cut where noise alone may reach."""
    m, n = Y.shape
    return with_values(Y, lambda s: s * (s > omega * (m**0.5 + n**0.5)))


@denoise.mistake("The threshold grows with omega.")
def for_noise_1(Y, omega):
    """Take the threshold for noise 1."""
    return denoise(Y, 1.0)


@denoise.mistake("That is all of Y: nothing was dropped.")
def nothing_dropped(Y, omega):
    """Keep every term."""
    return Y


@denoise.mistake("The singular values are missing.")
def without_singular_values(Y, omega):
    """Add up the kept terms with factor 1."""
    return with_values(Y, lambda s: (s > optimal_threshold(*Y.shape, noise=omega)) * 1.0)


@denoise.mistake("You kept the noise and dropped the signal.")
def signal_dropped(Y, omega):
    """Keep the terms below."""
    return Y - denoise(Y, omega)


@denoise.mistake("Keep the large singular values as they are: the threshold is not subtracted from them.")
def soft_threshold(Y, omega):
    """Subtract the threshold, and cut at zero."""
    return with_values(Y, lambda s: np.maximum(s - optimal_threshold(*Y.shape, noise=omega), 0))


@denoise.mistake("The noise is given; the threshold from the median estimates it anew.")
def noise_estimated(Y, omega):
    """Take the threshold for unknown noise."""
    return with_values(Y, lambda s: s * (s > optimal_threshold(*Y.shape, s=s)))
