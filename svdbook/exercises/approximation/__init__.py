"""Exercises of Part II, approximation."""
