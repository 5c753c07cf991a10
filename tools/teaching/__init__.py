"""What a teacher takes from the book: notebooks without solutions, sheets of drills, and the bank of questions.

``make teaching`` writes all of it to ``_build/teaching``.
"""
