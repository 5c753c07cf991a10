"""Drills of Part IV, compression."""
