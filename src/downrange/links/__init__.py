"""Links from entities to Wikidata and DBpedia: the curated table, and the graph it gives."""
