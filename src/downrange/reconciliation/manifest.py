"""Service manifests: what the service is, and where its parts are."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version

from downrange.namespaces import PREFIXES, SF
from downrange.reconciliation.answers import Json
from downrange.reconciliation.dataset import Reconcilable
from downrange.reconciliation.extending import SETTINGS
from downrange.reconciliation.identifiers import WikidataIdentifiers
from downrange.reconciliation.pages import HEIGHT, WIDTH
from downrange.reconciliation.query import BATCH_SIZE
from downrange.reconciliation.terms import TypeTerm

_USUAL_TYPES = (
    *("Mission", "Spacecraft", "LaunchVehicle", "LaunchVehicleType", "SpacecraftType"),
    *("Spaceport", "LaunchSite", "Organization", "Person"),
)


def manifest(dataset: Reconcilable, service: str) -> Json:
    """The manifest of the service at an address, which has no slash at its end."""
    return _common(dataset, service) | {
        "name": f"{dataset.project.title or 'Downrange'} ({dataset.project.base})",
        "identifierSpace": dataset.identifiers.space,
        "schemaSpace": SF,
        "view": {"url": f"{service}/view?id={{{{id}}}}"},
        "defaultTypes": [_type(term) for term in _usual_types(dataset)],
        "preview": {
            "url": f"{service}/preview?id={{{{id}}}}",
            "width": WIDTH,
            "height": HEIGHT,
        },
        "suggest": {
            kind: {
                "service_url": service,
                "service_path": f"/suggest/{kind}",
                "flyout_service_url": service,
                "flyout_service_path": f"/flyout/{kind}?id=${{id}}",
            }
            for kind in ("entity", "type", "property")
        },
        "extend": {
            "propose_properties": {"service_url": service, "service_path": "/properties"},
            "property_settings": list(SETTINGS),
        },
    }


def wikidata_manifest(dataset: Reconcilable, service: str) -> Json:
    """The manifest of the service that answers with the ids of Wikidata's items."""
    return _common(dataset, service) | {
        "name": f"{dataset.project.title or 'Downrange'}, by the ids of Wikidata",
        "identifierSpace": WikidataIdentifiers.space,
        "schemaSpace": PREFIXES["wdt"],
        "view": {"url": "https://www.wikidata.org/wiki/{{id}}"},
    }


def _common(dataset: Reconcilable, service: str) -> Json:
    return {
        "versions": ["0.2"],
        "serviceVersion": version("downrange"),
        "documentation": f"{service}/about",
        "logo": f"{service}/logo.svg",
        "feature_view": {"url": f"{service}/about#{{{{id}}}}"},
        "batchSize": BATCH_SIZE,
    }


def _usual_types(dataset: Reconcilable) -> Iterable[TypeTerm]:
    """Those that people have tables of, as far as the dataset has such entities."""
    here = frozenset().union(*set(dataset.register.types))
    names = (SF + name for name in _USUAL_TYPES)
    return [dataset.terms.types[n] for n in names if n in here and n in dataset.terms.types]


def _type(term: TypeTerm) -> Json:
    return {"id": term.id, "name": term.name}
