"""Drills of Part II, approximation."""
