"""The reader's exercises: one module of answers and hints for each chapter, in folders like the book's."""

from svdbook.exercises.grading import CHAPTERS, check, expect_error

__all__ = ["CHAPTERS", "check", "expect_error"]
