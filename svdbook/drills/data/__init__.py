"""Drills of Part III, data."""
