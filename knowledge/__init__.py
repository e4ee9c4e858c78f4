"""What is known: articles, facts, directory, tenants; loading, rendering, index, search.

Imports nothing of ours and works without Rasa.
"""
