"""How long the path from open items to a checked file takes, and how much memory it needs.

``nox -s bench`` runs it all. What is measured, and how, is told in docs/reference/performance.md.
"""
