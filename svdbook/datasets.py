"""The data of the book, all of it on disk: nothing here asks the network."""

import csv
import gzip
import hashlib
import io
import zlib
from pathlib import Path
from typing import NamedTuple

import numpy as np

from svdbook._extras import extras

DATA = Path(__file__).parent / "data"
# SHA-256 of each file once unpacked, as it is known; the first bytes are the header of the IDX format
MNIST_FILES = {
    "train-images-idx3-ubyte": (16, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
    "train-labels-idx1-ubyte": (8, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
    "t10k-images-idx3-ubyte": (16, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
    "t10k-labels-idx1-ubyte": (8, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
}
SPEECHES = "ffe9d0705ea73f30e9807bdbdfa8dd1d63cb13f00c1631b648c24d05be7e507e"  # SHA-256 of speeches.npz
LIFE_EXPECTANCY = "2ae7f257507b9f9eab60c18d4f281f94197ffee90b4a861a216872b6f1d6483d"  # SHA-256 of life_expectancy.csv
COMPANIES = ("IBM", "AAPL", "MSFT", "XRX", "AMZN", "GOOGL", "ADBE")
MARKET = "^GSPC"  # the S&P 500
LISTED = "2004-09"  # the first month in which all of these have a price: Google's

PHOTOS = {  # SHA-256 of each file; see svdbook/data/README.md for the licences
    "astronaut": "61a7b1fe1bb7f137ea1c64d9aef3a7ed590b483068a358ba322e76cdab3def0d",
    "camera": "633308946cb1db7d86a0ffd9a362b6bab2b102d15e3f237233300f7a1be0cf3e",
    "chelsea": "4e07a3c6647816e98be10f93412f8a2d510341f2287791951dd48f8da60849e3",
    "coffee": "f8fd049aa63d7e10a10742f2d145556072e66fa52ed05d7dd2963c48c85c2c59",
}


def load_photo(name: str = "camera") -> np.ndarray:
    """Load a photograph.

    Parameters
    ----------
    name : {"camera", "astronaut", "coffee", "chelsea"}, optional
        A cameraman in a field (grey, 512 by 512 pixels), an astronaut (colour, 512 by 512), a cup of coffee
        (colour, 400 by 600) or a cat called Chelsea (colour, 300 by 451).

    Returns
    -------
    ndarray of uint8, shape (m, n) or (m, n, 3)
        Brightness from 0 (dark) to 255 (light); the channels of a colour image are red, green, blue. The array is
        the caller's own.

    Raises
    ------
    ValueError
        If there is no photograph of that name, or its file is damaged.
    FileNotFoundError
        If its file is missing.

    See Also
    --------
    show_image : Draw it.
    svdlib.compress_image : Keep a few terms of it.

    Notes
    -----
    The four files are part of this package, pixel for pixel those of ``skimage.data``.

    References
    ----------
    "camera" by Lav Varshney, "coffee" by Rachel Michetti and "chelsea" by Stéfan van der Walt are CC0; "astronaut",
    Eileen Collins, by NASA, is in the public domain. All four came to us by scikit-image: van der Walt et al.,
    "scikit-image: image processing in Python", *PeerJ* 2 (2014).

    Examples
    --------
    >>> from svdbook import load_photo
    >>> photo = load_photo("astronaut")
    >>> photo.shape, photo.dtype, int(photo.max())
    ((512, 512, 3), dtype('uint8'), 255)
    """
    if not isinstance(name, str) or name not in PHOTOS:
        raise ValueError(f"name must be one of {', '.join(PHOTOS)}, got {name!r}")
    with extras():
        from PIL import Image

    content = _intact((DATA / f"{name}.png").read_bytes(), PHOTOS[name], f"{name}.png")
    return np.array(Image.open(io.BytesIO(content)))


def _intact(content, expected, file):
    """Return the content of a file of this package, once its SHA-256 is known to be the expected one."""
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise ValueError(f"svdbook/data/{file} is damaged (SHA-256 {found}, not {expected}); install svdlib again")
    return content


class MNIST(NamedTuple):
    """Handwritten digits, in the order ``X_train, y_train, X_test, y_test``.

    Parameters
    ----------
    X_train : ndarray of uint8, shape (60000, 784)
        One image a row: 28 by 28 pixels, row after row, from 0 (paper) to 255 (ink).
    y_train : ndarray of uint8, shape (60000,)
        The digit that each shows, 0 to 9.
    X_test : ndarray of uint8, shape (10000, 784)
        Images by other writers.
    y_test : ndarray of uint8, shape (10000,)
        Their digits.

    See Also
    --------
    load_mnist : What returns it.

    Examples
    --------
    >>> from svdbook import load_mnist
    >>> load_mnist().X_test.shape
    (10000, 784)
    """

    X_train: np.ndarray
    y_train: np.ndarray
    X_test: np.ndarray
    y_test: np.ndarray


def load_mnist() -> MNIST:
    """Load all 70,000 images of the MNIST database of handwritten digits, and their labels.

    Returns
    -------
    MNIST
        The named tuple ``(X_train, y_train, X_test, y_test)`` of uint8 arrays of shapes (60000, 784), (60000,),
        (10000, 784) and (10000,). The arrays are the caller's own.

    Raises
    ------
    ValueError
        If a file is damaged: each is compared with its known checksum.
    FileNotFoundError
        If a file is missing.

    See Also
    --------
    train_network : Train a network on them.
    svdlib.truncated_svd : The leading singular triplets of all 60,000 rows.

    References
    ----------
    LeCun, Bottou, Bengio & Haffner, "Gradient-based learning applied to document recognition", *Proceedings of the
    IEEE* 86 (1998). The database is Y. LeCun's and C. Cortes's, CC BY-SA 3.0; C. J. C. Burges made its page with them.

    Examples
    --------
    >>> from svdbook import load_mnist
    >>> X_train, y_train, X_test, y_test = load_mnist()
    >>> X_train.shape, X_train.dtype, y_train[:5].tolist()
    ((60000, 784), dtype('uint8'), [5, 0, 4, 1, 9])
    """
    train_images, train_labels, test_images, test_labels = map(_read_idx, MNIST_FILES)
    return MNIST(train_images.reshape(-1, 784), train_labels, test_images.reshape(-1, 784), test_labels)


def _read_idx(name):
    """Return the numbers of an IDX file as one long array, once the file is known to be whole."""
    header, expected = MNIST_FILES[name]
    try:
        content = gzip.decompress((DATA / f"{name}.gz").read_bytes())
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ValueError(f"svdbook/data/{name}.gz is damaged ({error}); install svdlib again") from error
    return np.frombuffer(_intact(content, expected, f"{name}.gz"), np.uint8, offset=header).copy()


def load_people() -> np.ndarray:
    """Load the heights and weights of twelve people, made up to illustrate: they are no measurements.

    Returns
    -------
    ndarray of float64, shape (12, 2)
        One person a row: height in centimetres, weight in kilograms. The array is the caller's own.

    See Also
    --------
    svdlib.covariance : How they vary together.
    svdlib.pca : The line nearest to them.

    Examples
    --------
    >>> from svdbook import load_people
    >>> load_people().mean(axis=0).tolist()
    [170.0, 68.0]
    """
    heights = [154, 158, 161, 163, 166, 168, 171, 174, 176, 179, 182, 188]
    weights = [52, 58, 54, 63, 60, 67, 71, 66, 78, 75, 84, 88]
    return np.column_stack([heights, weights]).astype(np.float64)


class LifeExpectancy(NamedTuple):
    """Life expectancy at birth in many countries, over half a century.

    Parameters
    ----------
    countries : tuple of str
        The 142 names, one a row of `table`, as the source spells them.
    years : tuple of int
        1952, 1957, ..., 2007, one a column.
    table : ndarray of float64, shape (142, 12)
        Years that a child born then would live, if nothing changed. The array is the caller's own.

    See Also
    --------
    load_life_expectancy : What returns it.

    Examples
    --------
    >>> from svdbook import load_life_expectancy
    >>> load_life_expectancy().years[:3]
    (1952, 1957, 1962)
    """

    countries: tuple[str, ...]
    years: tuple[int, ...]
    table: np.ndarray


def load_life_expectancy() -> LifeExpectancy:
    """Load the life expectancy at birth of 142 countries, every five years from 1952 to 2007.

    Returns
    -------
    LifeExpectancy
        The named tuple ``(countries, years, table)``: 142 rows, 12 columns, no gap.

    Raises
    ------
    ValueError
        If the file is damaged.
    FileNotFoundError
        If it is missing.

    See Also
    --------
    svdlib.pca : What the countries have in common, and what sets some of them apart.

    Notes
    -----
    Some of the numbers were measured, others estimated or filled in by those who made the table.

    References
    ----------
    Free data from Gapminder, gapminder.org, CC BY 3.0, as excerpted in Jennifer Bryan's package gapminder (CC0).

    Examples
    --------
    >>> from svdbook import load_life_expectancy
    >>> countries, years, table = load_life_expectancy()
    >>> table.shape, float(table[countries.index("Iceland"), years.index(2007)])
    ((142, 12), 81.757)
    """
    content = _intact((DATA / "life_expectancy.csv").read_bytes(), LIFE_EXPECTANCY, "life_expectancy.csv")
    (_, *years), *rows = csv.reader(io.StringIO(content.decode()))
    table = np.array([row[1:] for row in rows], dtype=np.float64)
    return LifeExpectancy(tuple(row[0] for row in rows), tuple(map(int, years)), table)


class MonthlyReturns(NamedTuple):
    """Monthly returns of seven companies, and of the market beside them.

    Parameters
    ----------
    months : ndarray of datetime64[M], shape (213,)
        October 2004 to June 2022, of which the last ends on the 28th.
    names : tuple of str
        The companies' ticker symbols, one a column of `returns`.
    returns : ndarray of float64, shape (213, 7)
        Fractions, without unit: 0.02 where the month ended 2 % above the month before.
    market : ndarray of float64, shape (213,)
        The same of the S&P 500 index.

    See Also
    --------
    load_returns : What returns it.

    Examples
    --------
    >>> from svdbook import load_returns
    >>> load_returns().names
    ('IBM', 'AAPL', 'MSFT', 'XRX', 'AMZN', 'GOOGL', 'ADBE')
    """

    months: np.ndarray
    names: tuple[str, ...]
    returns: np.ndarray
    market: np.ndarray


def load_returns() -> MonthlyReturns:
    r"""Load real monthly returns of seven companies, :math:`p_t / p_{t-1} - 1`, from prices that matplotlib ships.

    Returns
    -------
    MonthlyReturns
        The named tuple ``(months, names, returns, market)``: 213 months, 7 companies, no gap.

    Raises
    ------
    FileNotFoundError
        If this matplotlib came without its sample data, as some packages of it do; the message says what to install.
    ValueError
        If a month or a price is missing there.

    See Also
    --------
    svdlib.pca : What the companies have in common.
    svdlib.correlation : How any two of them go together.

    Notes
    -----
    How gaps are dealt with. A row of the file is dated by the first of a month and holds the price at its end. Rows
    without any price, one for each dividend, are dropped, and so is the last, which is dated 28 June 2022 and repeats
    the row before. Prices begin in 1990, but those of Amazon in June 1997 and of Google in September 2004: the returns
    begin when all are listed. Dell, back on the exchange in September 2016, would leave 69 months, and is left out.
    Prices are adjusted for dividends and splits. To choose companies that are all still there is to choose winners:
    nothing follows from the mean returns.

    References
    ----------
    ``Stocks.csv`` of matplotlib's sample data, from Yahoo Finance.

    Examples
    --------
    >>> from svdbook import load_returns
    >>> data = load_returns()
    >>> data.returns.shape, str(data.months[0]), str(data.months[-1])
    ((213, 7), '2004-10', '2022-06')
    >>> dict(zip(data.names, data.returns[0].round(3).tolist()))["GOOGL"]
    0.471
    """
    with extras():
        import matplotlib

    path = Path(matplotlib.get_data_path(), "sample_data", "Stocks.csv")
    if not path.exists():
        raise FileNotFoundError(
            f"matplotlib {matplotlib.__version__} came without its sample data, which hold the prices: {path} is missing. "
            "The wheel on PyPI has it: pip install --force-reinstall matplotlib"
        )
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    rows = [row for row in rows if row["Date"].endswith("-01") and row["Date"] >= LISTED and row.get(MARKET)]
    months = np.array([row["Date"][:7] for row in rows], "datetime64[M]")
    prices = np.array([[float(row.get(name) or "nan") for name in (*COMPANIES, MARKET)] for row in rows])
    returns = prices[1:] / prices[:-1] - 1
    if len(rows) != 214 or (np.diff(months).astype(int) != 1).any() or not np.isfinite(returns).all():
        raise ValueError(f"the sample data of matplotlib {matplotlib.__version__} holds other prices than those known here")
    return MonthlyReturns(months[1:], COMPANIES, returns[:, :-1], returns[:, -1])


class Speeches(NamedTuple):
    """How often each of a thousand words occurs in each report of a president on the state of the union.

    Parameters
    ----------
    years : tuple of int
        The year of each of the 237 speeches, from 1790 to 2026, in the order in which they were given.
    presidents : tuple of str
        Who gave each.
    words : tuple of str
        The 1,000 words, one a column of `counts`, in alphabetical order.
    counts : ndarray of float64, shape (237, 1000)
        How often each speech contains each word. The array is the caller's own.

    See Also
    --------
    load_speeches : What returns it.

    Examples
    --------
    >>> from svdbook import load_speeches
    >>> load_speeches().presidents[0]
    'George Washington'
    """

    years: tuple[int, ...]
    presidents: tuple[str, ...]
    words: tuple[str, ...]
    counts: np.ndarray


def load_speeches() -> Speeches:
    """Load the counts of a thousand words in 237 speeches on the state of the union, from 1790 to 2026.

    Returns
    -------
    Speeches
        The named tuple ``(years, presidents, words, counts)``.

    Raises
    ------
    ValueError
        If the file is damaged.
    FileNotFoundError
        If it is missing.

    See Also
    --------
    svdlib.truncated_svd : A few coordinates for each speech.

    Notes
    -----
    The words are the most frequent of those that occur in 50 speeches or more, have three letters or more, and are not on
    scikit-learn's list of English stop words. Some years have two speeches, some none.

    References
    ----------
    The texts are in the public domain. They were collected by the American Presidency Project of G. Peters and J. T. Woolley,
    University of California, Santa Barbara.

    Examples
    --------
    >>> from svdbook import load_speeches
    >>> years, presidents, words, counts = load_speeches()
    >>> counts.shape, int(counts[years.index(1962), words.index("space")])
    ((237, 1000), 4)
    """
    content = _intact((DATA / "speeches.npz").read_bytes(), SPEECHES, "speeches.npz")
    stored = np.load(io.BytesIO(content))
    years, presidents, words = (tuple(stored[name].tolist()) for name in ("years", "presidents", "words"))
    return Speeches(years, presidents, words, stored["counts"].astype(np.float64))
