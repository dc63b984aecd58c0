"""The public face of Downrange: build a dataset, ask it, validate it, write it."""

from downrange.dataset.build import build
from downrange.dataset.dataset import Dataset

__all__ = ["Dataset", "build"]
