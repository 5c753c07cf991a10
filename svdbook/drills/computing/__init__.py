"""Drills of Part V, computing."""
