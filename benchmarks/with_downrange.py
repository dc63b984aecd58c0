"""The job, done by Downrange:  python -m benchmarks.with_downrange DOCUMENTS OUTPUT"""

from __future__ import annotations

import sys
from pathlib import Path

import downrange
from downrange.project import Project

if __name__ == "__main__":
    documents, output = sys.argv[1:]
    project = Project.load(Path(__file__).parent)
    dataset = downrange.build([documents], project=project)
    dataset.write(Path(output))
