"""What keeps the book: run each as a module from the repository's root, ``python -m tools.run_notebooks``."""
