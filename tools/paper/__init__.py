"""The book on paper: one HTML put together from the built pages, printed by Chromium, finished as a PDF.

``python -m tools.paper`` does it all. `pages`, `exercises`, `index` and `assembly` make the HTML, which knows nothing of
the printer; `printing` and `finishing` make the PDF of it.
"""
