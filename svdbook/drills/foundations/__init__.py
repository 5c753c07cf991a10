"""Drills of Part I, foundations."""
