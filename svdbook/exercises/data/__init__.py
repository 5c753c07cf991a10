"""Exercises of Part III, data."""
