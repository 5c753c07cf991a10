"""The real data of the book, all of it on disk: nothing here asks the network."""

import numpy as np

# Each photograph ships inside scikit-image's wheel, in its own folder; see svdlib/data/README.md for the licences.
PHOTOS = ("astronaut", "camera", "chelsea", "coffee")


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
        If there is no photograph of that name.

    References
    ----------
    Shipped with scikit-image (``skimage.data``): "camera" by Lav Varshney, "coffee" by Rachel Michetti and
    "chelsea" by Stéfan van der Walt, all three CC0; "astronaut", Eileen Collins, by NASA, public domain.

    Examples
    --------
    >>> from svdlib import load_photo
    >>> photo = load_photo("astronaut")
    >>> photo.shape, photo.dtype, int(photo.max())
    ((512, 512, 3), dtype('uint8'), 255)
    """
    if not isinstance(name, str) or name not in PHOTOS:
        raise ValueError(f"name must be one of {', '.join(PHOTOS)}, got {name!r}")
    import skimage.data

    return np.array(getattr(skimage.data, name)())
