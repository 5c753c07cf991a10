"""Problems for paper without end: exact numbers that come out, worked solutions, and a judge that knows fractions and roots."""

from svdbook.drills._drill import Drill, drill, drill_kinds

__all__ = ["Drill", "drill", "drill_kinds"]
