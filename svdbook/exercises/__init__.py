"""The reader's exercises: one module of answers and hints for each chapter, in folders like the book's."""

from svdbook.exercises.checking import check

__all__ = ["check"]
