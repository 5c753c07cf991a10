"""The data is there, whole and without a network, and the caller's own."""

import gzip
import hashlib
import socket
import sys
from pathlib import Path

import matplotlib
import numpy as np
import pytest

from svdbook import datasets, load_life_expectancy, load_mnist, load_people, load_photo, load_returns, load_speeches

PIXELS = {  # SHA-256 of the numbers in memory
    "astronaut": "a8c429c18afa7b0fd5673e598d73a21225d94c864a71bbb3885126fdecb41071",
    "camera": "5cb24482a53416f99052258be2b1ee38cd31c559a70c8a8b321cba231b332e21",
    "chelsea": "416b729128bfb2c3d1eb69bf9b1734a796293abc17939267b2dc94f8a5784031",
    "coffee": "0ce2b51640b9c95f19617f03eabf40c3f0368589cc1ee1190b70966165ac184f",
}
SHAPES = {"camera": (512, 512), "astronaut": (512, 512, 3), "coffee": (400, 600, 3), "chelsea": (300, 451, 3)}


@pytest.mark.parametrize(("name", "shape"), SHAPES.items())
def test_photo(name, shape, monkeypatch):
    def no_network(*_):
        raise AssertionError("asked the network")

    monkeypatch.setattr(socket, "socket", no_network)
    monkeypatch.setitem(sys.modules, "skimage", None)
    photo = load_photo(name)
    assert photo.shape == shape
    assert photo.dtype == np.uint8
    assert photo.flags.writeable
    assert hashlib.sha256(photo.tobytes()).hexdigest() == PIXELS[name]


@pytest.mark.parametrize("name", PIXELS)
def test_a_photo_is_scikit_images(name):
    assert np.array_equal(load_photo(name), getattr(pytest.importorskip("skimage.data"), name)())


@pytest.mark.parametrize("damage", [lambda content: content[:-100], lambda content: b"", lambda content: content + b"x"])
def test_photo_damaged(damage, tmp_path, monkeypatch):
    (tmp_path / "camera.png").write_bytes(damage((datasets.DATA / "camera.png").read_bytes()))
    monkeypatch.setattr(datasets, "DATA", tmp_path)
    with pytest.raises(ValueError, match=r"svdbook/data/camera\.png is damaged .SHA-256 .*install svdlib again"):
        load_photo("camera")
    with pytest.raises(FileNotFoundError, match="coffee"):
        load_photo("coffee")


def test_the_data_stays_small():
    assert sum(file.stat().st_size for file in datasets.DATA.iterdir()) < 13_000_000


def test_a_photo_is_the_callers_own():
    photo = load_photo()
    photo[:] = 0
    assert load_photo().any()


def test_red_comes_first():
    suit = load_photo("astronaut")[300:400, 60:120].reshape(-1, 3).mean(axis=0)  # orange
    assert suit[0] > suit[1] > suit[2]


def test_mnist_is_all_there():
    X_train, y_train, X_test, y_test = data = load_mnist()
    assert [part.shape for part in data] == [(60000, 784), (60000,), (10000, 784), (10000,)]
    assert all(part.dtype == np.uint8 and part.flags.writeable for part in data)
    assert np.bincount(y_train).tolist() == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    assert np.bincount(y_test).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    assert np.isclose(X_train.mean() / 255, 0.1307, atol=5e-5)  # the mean everyone normalises by
    assert X_test[0].reshape(28, 28)[8, 8:21].min() > 100  # the bar of a seven


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda content: content[:-100], "is damaged"),
        (lambda content: content[:1000] + bytes([content[1000] ^ 1]) + content[1001:], "is damaged"),
        (lambda content: b"", "is damaged"),
        (lambda content: b"not an archive", "is damaged .Not a gzipped file"),
        (lambda content: gzip.compress(b"another file"), "is damaged .SHA-256"),
    ],
    ids=["cut off", "a bit flipped", "empty", "no archive", "another"],
)
def test_mnist_damaged(damage, words, tmp_path, monkeypatch):
    for name in datasets.MNIST_FILES:
        content = (datasets.DATA / f"{name}.gz").read_bytes()
        (tmp_path / f"{name}.gz").write_bytes(damage(content) if name.startswith("t10k-labels") else content)
    monkeypatch.setattr(datasets, "DATA", tmp_path)
    with pytest.raises(ValueError, match=f"svdbook/data/t10k-labels-idx1-ubyte.gz {words}.*install svdlib again"):
        load_mnist()


def test_mnist_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(datasets, "DATA", tmp_path)
    with pytest.raises(FileNotFoundError, match="train-images"):
        load_mnist()


def test_people():
    people = load_people()
    assert people.shape == (12, 2)
    assert people.dtype == np.float64
    assert people.mean(axis=0).tolist() == [170, 68]
    people[:] = 0
    assert load_people().all()


def test_speeches():
    years, presidents, words, counts = load_speeches()
    assert counts.shape == (len(years), len(words)) == (237, 1000)
    assert len(presidents) == 237
    assert list(years) == sorted(years)
    assert list(words) == sorted(set(words))
    assert (years[0], presidents[0], years[-1]) == (1790, "George Washington", 2026)
    assert counts[:, words.index("vessels")][np.array(years) > 1950].sum() < 10 < counts[:, words.index("vessels")].max()
    counts[:] = 0
    assert load_speeches().counts.any(axis=1).all()


def test_speeches_damaged(tmp_path, monkeypatch):
    content = (datasets.DATA / "speeches.npz").read_bytes()
    (tmp_path / "speeches.npz").write_bytes(content[:-1] + b"1")
    monkeypatch.setattr(datasets, "DATA", tmp_path)
    with pytest.raises(ValueError, match=r"svdbook/data/speeches\.npz is damaged .*install svdlib again"):
        load_speeches()


def test_life_expectancy():
    countries, years, table = load_life_expectancy()
    assert table.shape == (len(countries), len(years)) == (142, 12)
    assert years == tuple(range(1952, 2008, 5))
    assert list(countries) == sorted(set(countries))
    assert table.min() == table[countries.index("Rwanda"), years.index(1992)] == 23.599
    assert table.max() == table[countries.index("Japan"), years.index(2007)] == 82.603
    table[:] = 0
    assert load_life_expectancy().table.all()


def test_life_expectancy_damaged(tmp_path, monkeypatch):
    content = (datasets.DATA / "life_expectancy.csv").read_bytes()
    (tmp_path / "life_expectancy.csv").write_bytes(content.replace(b"23.599", b"32.599"))
    monkeypatch.setattr(datasets, "DATA", tmp_path)
    with pytest.raises(ValueError, match=r"svdbook/data/life_expectancy\.csv is damaged .*install svdlib again"):
        load_life_expectancy()


def test_returns():
    months, names, returns, market = load_returns()
    assert months.dtype == "datetime64[M]"
    assert (str(months[0]), str(months[-1])) == ("2004-10", "2022-06")
    assert (np.diff(months).astype(int) == 1).all()
    assert returns.shape == (len(months), len(names)) == (213, 7)
    assert np.isfinite(returns).all()
    assert market.shape == (213,)
    crash = months == np.datetime64("2008-10")
    assert np.isclose(market[crash], -0.1694, atol=5e-5)  # October 2008, as newspapers had it
    assert np.isclose(np.prod(1 + market[-12:]), 3821.55 / 4297.5, rtol=1e-4)  # June 2021 to June 2022
    assert (np.corrcoef(returns.T, market)[-1, :-1] > 0.4).all()


def test_returns_of_other_prices(tmp_path, monkeypatch):
    sample = Path(matplotlib.get_data_path(), "sample_data", "Stocks.csv").read_text()
    (tmp_path / "sample_data").mkdir()
    monkeypatch.setattr(matplotlib, "get_data_path", lambda: str(tmp_path))
    with pytest.raises(FileNotFoundError, match=r"without its sample data.*Stocks\.csv is missing.*pip install"):
        load_returns()
    target = tmp_path / "sample_data" / "Stocks.csv"
    for damaged in (
        sample.replace("\n2010-03-01,", "\n2010-03-02,"),  # a month gone
        sample[: sample.index("2022-05-01")],  # the end gone
        sample.replace("IBM,", "ICE,"),  # a company gone
    ):
        assert damaged != sample
        target.write_text(damaged)
        with pytest.raises(ValueError, match="holds other prices"):
            load_returns()
    target.write_text(sample)
    assert load_returns().returns.shape == (213, 7)
