"""One page of each kind, of the article's site."""

from __future__ import annotations

MISSION = "id/mission/progress-ms-04"
CRAFT = "id/spacecraft/progress-ms-04"
PLAN = "id/orbit/progress-ms-04-orbit-planned"
DOCUMENT = "document/en.wikipedia.org/progress-ms-04"

PAGES = {
    "front": "index.html",
    "mission": f"{MISSION}.html",
    "spacecraft": f"{CRAFT}.html",
    "plan": f"{PLAN}.html",
    "event": "id/event/progress-ms-04-launch.html",
    "organization": "id/organization/roscosmos.html",
    "document": f"{DOCUMENT}.html",
    "passage": f"{DOCUMENT}.html#char=269,289",
    "search": "search.html",
    "found": "search.html?q=telemetry",
    "questions": "questions.html",
    "question": "questions/cargo-manifest.html",
    "conflicts": "conflicts.html",
    "report": "report.html",
    "ontology": "ns.html",
    "shapes": "shapes.html",
    "dataset": "dataset.html",
}
"""Names, and addresses relative to the site."""

SERVED = {
    "query": "sparql",
    "answer": "sparql?format=html&query=SELECT%20?c%20?m%20%7B%20?c%20sf:launchMass%20?m%20%7D",
    "graphs": "graphs",
}
"""What only the server has."""

REFUSED = {
    "missing": "id/mission/never-flown",
    "mistake": "sparql?format=html&query=SELECT",
}
"""Pages of the server that say what is wrong; each has a status of its own."""
