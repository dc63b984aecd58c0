"""SPARQL over a dataset: a store, safe parameters, answers by name, named questions."""
