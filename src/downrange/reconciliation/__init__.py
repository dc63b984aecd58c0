"""A reconciliation service over the dataset's own entities, as an ASGI application.

It speaks the `Reconciliation Service API 0.2
<https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/>`_, so that
OpenRefine and others can match a table against the graph. Alone::

    from downrange.reconciliation.app import reconciliation_app
    uvicorn.run(reconciliation_app(Publication.of(dataset)))

or within another application, which is then asked at ``/reconcile``::

    from downrange.reconciliation.app import mounted, reconciliation_app
    app = reconciliation_app(publication, pages="/")
    routes = [*mounted(app, "/reconcile"), ...]

``reconciliation_app(publication: Publication, *, pages: str = "") -> Starlette``: ``pages`` is the
address, absolute or a path, under which the pages of entities are (``{pages}id/mission/...``); by
default the base IRI. ``mounted(app, path) -> tuple[BaseRoute, ...]`` answers the path with and
without a slash behind, for a redirect would break a preflight and many a client's POST. The
service allows every origin by itself (CORS), has its own Content-Security-Policy, which lets its
previews be framed, and answers every error as JSON: an application around it leaves these alone.
"""
