"""The Content-Security-Policy of the query page."""

from __future__ import annotations

from downrange.publication.negotiation import POLICY

PAGE_POLICY = POLICY.encode()
"""The plain form needs no more than any page of the site."""

EDITOR_POLICY = PAGE_POLICY
"""The editor too: it styles itself through the object model, which the policy lets it."""
