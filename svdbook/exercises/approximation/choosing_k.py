"""Answers and hints for the chapter on how many terms to keep."""

import numpy as np

from svdbook.exercises.grading import Exercise, arrays, results
from svdlib.approximation import approximation_errors, optimal_threshold

SPECTRA = (
    (np.array([4.0, 3.0]), 3.0),
    (np.array([4.0, 3.0]), 2.9),
    (np.array([4.0, 3.0]), 5.0),
    (np.array([4.0, 3.0]), 0.0),
    (np.array([12.0, 4.0, 3.0, 0.0]), 4.5),
    (np.array([1e-3, 1e-4, 1e-5]), 2e-4),
    (np.array([1.0, 1.0, 1.0, 1.0, 1.0]), 1.8),
)
RNG = np.random.default_rng(5)
LEFT, RIGHT = np.linalg.qr(RNG.standard_normal((60, 2))).Q, np.linalg.qr(RNG.standard_normal((40, 2))).Q
NOISY = tuple((LEFT * [80.0, 60.0]) @ RIGHT.T + omega * RNG.standard_normal((60, 40)) for omega in (0.5, 2.0))
CASES = (
    (NOISY[0], 0.5),
    (NOISY[1], 2.0),
    (NOISY[1].T, 2.0),
    (NOISY[0], 100.0),
    (np.diag(np.r_[50.0, 17.0, np.zeros(38)]), 1.25),
)


def of_spectra(function):
    """What a reader's function makes of some spectra."""
    found = results(function, SPECTRA, "the rank")
    return ... if found is ... else np.ravel(found)


def rank_by(errors_of, shift=0):
    """The first position, shifted, at which some errors are within the bound."""
    return lambda s, bound: int(np.argmax(errors_of(s) <= bound)) + shift


def of_noise(function):
    """What a reader's function makes of noisy matrices."""
    found = results(function, [(Y,) for Y in (*NOISY, NOISY[1].T)], "the noise")
    return ... if found is ... else np.ravel(found)


def estimate(Y):
    """The noise, from the median singular value."""
    s = np.linalg.svd(Y, compute_uv=False)
    return optimal_threshold(*Y.shape, s=s) / optimal_threshold(*Y.shape, noise=1)


def above(threshold, values=lambda s, kept: s * kept):
    """A function that keeps the terms above a threshold of shape and noise."""

    def denoise(Y, omega):
        U, s, Vt = np.linalg.svd(Y, full_matrices=False)
        return (U * values(s, s > threshold(*Y.shape, float(omega)))) @ Vt

    return denoise


def best(m, n, omega):
    """Gavish and Donoho's threshold."""
    return optimal_threshold(m, n, noise=omega)


EXERCISES = {
    "relative_error": Exercise(
        solution=lambda: 0.005**0.5,
        mistakes=(
            (lambda: 0.005, "That is the share of the squares; an error is a root."),
            (lambda: 0.995**0.5, "That is what is kept, not what is lost."),
            (lambda: 0.05, "A share of half a percent: 0.005."),
        ),
        hints=("The squared error is 0.005 of the squared norm.", "The root of 0.005."),
    ),
    "rank_for_error": Exercise(
        solution=lambda: rank_by(lambda s: approximation_errors(s).frobenius),
        mistakes=(
            (
                lambda: rank_by(lambda s: approximation_errors(s).frobenius, 1),
                "One too many: position k of the errors belongs to rank k.",
            ),
            (lambda: rank_by(lambda s: approximation_errors(s).frobenius, -1), "One too few."),
            (
                lambda: rank_by(lambda s: approximation_errors(s).spectral),
                "That compares single values with the bound; their squares add up.",
            ),
            (lambda: rank_by(lambda s: approximation_errors(s).frobenius ** 2), "You compared squares with the bound."),
            (
                lambda: rank_by(lambda s: approximation_errors(s).frobenius / np.linalg.norm(s)),
                "That is the relative error; the bound is in the units of the matrix.",
            ),
        ),
        hints=(
            "At which position of approximation_errors(s).frobenius is the error first at most the bound?",
            "int(np.argmax(approximation_errors(s).frobenius <= bound))",
        ),
        probe=of_spectra,
    ),
    "worth_keeping": Exercise(
        solution=lambda: 3000**0.5,
        mistakes=(
            (lambda: 4 / 3**0.5 * 1000**0.5, "That is the threshold, where the signal appears in Y; how large was it in A?"),
            (lambda: (1000 / 3) ** 0.5, "That is the smaller solution, below the root of n: there nothing can be seen."),
            (lambda: 3**0.5, "Times the square root of 1000."),
            (lambda: 1000**0.5, "That is where signals begin to be seen; it takes more to be worth keeping."),
        ),
        hints=("With t = sigma / sqrt(n) the equation is t + 1/t = 4/sqrt(3).", "t = sqrt(3), so sigma = sqrt(3000)."),
    ),
    "noise_of": Exercise(
        solution=lambda: estimate,
        mistakes=(
            (
                lambda: lambda Y: optimal_threshold(*Y.shape, s=np.linalg.svd(Y, compute_uv=False)),
                "That is the threshold; divide by that for noise 1.",
            ),
            (lambda: np.std, "That is the deviation of signal and noise together."),
            (
                lambda: lambda Y: np.median(np.linalg.svd(Y, compute_uv=False)),
                "That is the median itself, which grows with the size.",
            ),
            (lambda: lambda Y: estimate(Y) ** 2, "That is the variance; its root is asked for."),
        ),
        hints=(
            "Call optimal_threshold twice: with the singular values, and with noise=1.",
            "optimal_threshold(*Y.shape, s=s) / optimal_threshold(*Y.shape, noise=1)",
        ),
        probe=of_noise,
    ),
    "denoise": Exercise(
        solution=lambda: above(best),
        mistakes=(
            (
                lambda: above(lambda m, n, omega: omega * (m**0.5 + n**0.5)),
                "That is the reach of the noise; the best threshold is higher.",
            ),
            (lambda: above(lambda m, n, omega: best(m, n, 1.0)), "The threshold grows with omega."),
            (lambda: above(lambda m, n, omega: 0), "That is all of Y: nothing was dropped."),
            (lambda: above(best, lambda s, kept: kept), "The singular values are missing."),
            (lambda: above(best, lambda s, kept: s * ~kept), "You kept the noise and dropped the signal."),
        ),
        hints=(
            "kept = s > optimal_threshold(*Y.shape, noise=omega), and then only those terms.",
            "(U * (s * kept)) @ Vt, with the thin form.",
        ),
        probe=arrays(CASES, "the matrix"),
    ),
}
