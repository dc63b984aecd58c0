"""Style sheet and scripts, named by their content so that a browser may keep them for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

FOLDER = "assets"
_STATIC = Path(__file__).parent / "static"


@lru_cache(maxsize=1)
def assets() -> Mapping[str, bytes]:
    """The files by their path in the site: ``assets/site.3f1c….css``."""
    found = {}
    for path in sorted(_STATIC.iterdir()):
        if path.is_file():
            content = path.read_bytes()
            digest = hashlib.sha256(content).hexdigest()[:12]
            found[f"{FOLDER}/{path.stem}.{digest}{path.suffix}"] = content
    return MappingProxyType(found)


@lru_cache(maxsize=1)
def asset_names() -> Mapping[str, str]:
    """The path in the site of each file, by its own name: ``site.css``."""
    names = {}
    for path in assets():
        stem, _, suffix = path.removeprefix(f"{FOLDER}/").split(".")
        names[f"{stem}.{suffix}"] = path
    return MappingProxyType(names)
