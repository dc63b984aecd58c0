"""What the serialisation tests share."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
import rdflib


@pytest.fixture(autouse=True, scope="module")
def _lexical_forms_kept() -> Iterator[None]:
    """rdflib rewrites ``1.50`` and ``Z`` as it reads; the comparison is of what was written.

    For each module anew: pyshacl, in a module that ran before, sets it back.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        patch.setattr(logging.getLogger("rdflib.term"), "disabled", True)
        yield
