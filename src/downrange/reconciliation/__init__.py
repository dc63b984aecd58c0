"""A reconciliation service over the dataset's own entities, as an ASGI application."""
