"""Wikidata's statements beside the graph's, and the edits that follow for a person to make."""
