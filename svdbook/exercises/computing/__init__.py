"""Exercises of Part V, computing."""
