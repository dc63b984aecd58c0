"""Chooses the engine: by name, or the best that imports.

Both are imported only when chosen: pyshacl and rdflib alone take a third of a second.
"""

from __future__ import annotations

from collections.abc import Callable

from downrange.errors import ValidationError
from downrange.validation.engine import Data, Validator
from downrange.validation.shapes import ShapeSet


def make_validator(shapes: ShapeSet, background: Data = b"", engine: str = "") -> Validator:
    """A validator with these shapes, by the named engine or, without a name, the best one.

    ``background`` is joined to every data graph: the ontology, whose class hierarchy and
    annotations the shapes rely on. Raises ``ValidationError`` for a name that is no engine,
    an engine that cannot be imported, and shapes that are ill-formed.
    """
    if engine and engine not in _MAKERS:
        raise ValidationError(
            f"there is no validation engine called {engine!r}.",
            advice=f"Choose one of {', '.join(ENGINES)}.",
        )
    failures: list[str] = []
    for name in (engine,) if engine else ENGINES:
        try:
            return _MAKERS[name](shapes, background)
        except ImportError as error:
            failures.append(f"{name} cannot be imported ({error})")
    raise ValidationError(
        f"no validation engine: {', '.join(failures)}.",
        advice="Reinstall downrange, which brings both engines, or choose the other one.",
    )


def _rust(shapes: ShapeSet, background: Data) -> Validator:
    from downrange.validation.rust_engine import RustValidator  # noqa: PLC0415

    return RustValidator(shapes, background)


def _pyshacl(shapes: ShapeSet, background: Data) -> Validator:
    from downrange.validation.pyshacl_engine import PyshaclValidator  # noqa: PLC0415

    return PyshaclValidator(shapes, background)


_MAKERS: dict[str, Callable[[ShapeSet, Data], Validator]] = {"shacl": _rust, "pyshacl": _pyshacl}

ENGINES = tuple(_MAKERS)
"""The engines there are, best first."""
