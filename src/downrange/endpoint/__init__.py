"""SPARQL 1.1 Protocol and the read half of the Graph Store Protocol, for a server."""
