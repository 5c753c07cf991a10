"""Problems for the refresher, "What you need": two for each of its half pages."""

from svdbook.drills._problem import Chapter
from svdbook.drills.foundations import _arrays, _orthonormal, _products, _spans

chapter = Chapter("refresher")
for part in (_products, _spans, _orthonormal, _arrays):
    chapter.update(part.chapter)
