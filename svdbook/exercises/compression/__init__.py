"""Exercises of Part IV, compression."""
