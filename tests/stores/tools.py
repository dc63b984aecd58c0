"""Programs that the store tests need: one that is missing fails in CI and skips elsewhere."""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest


def program(name: str, package: str) -> str:
    """The path of a program, which a package of Debian's (or of PyPI's) brings."""
    return shutil.which(name) or missing(f"needs {name}, of the package {package}")


def missing(message: str) -> NoReturn:
    """Skip by name, or fail in continuous integration, so that no run passes by skipping."""
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)
