"""The terms that the graph is written in, each named once."""

from __future__ import annotations

from downrange.namespaces import expand
from downrange.values.literals import (
    XSD_DATE,
    XSD_DATE_TIME,
    XSD_DECIMAL,
    XSD_G_YEAR,
    XSD_G_YEAR_MONTH,
    XSD_INTEGER,
)

TYPE = expand("rdf:type")
LABEL = expand("rdfs:label")
ALT_LABEL = expand("skos:altLabel")
ALTERNATIVE_NAME = expand("sf:alternativeName")
SUBJECT = expand("rdf:subject")
PREDICATE = expand("rdf:predicate")
OBJECT = expand("rdf:object")

STATEMENT = expand("sf:Statement")
PASSAGE = expand("sf:Passage")
DOCUMENT = expand("sf:Document")
CONFLICT = expand("sf:Conflict")
CITATION_CLASS = expand("dcterms:BibliographicResource")
PLAN = expand("sf:Plan")
HYPOTHETICAL_EVENT = expand("sf:HypotheticalEvent")

MODALITY = expand("sf:modality")
AS_WRITTEN = expand("sf:asWritten")
EXTRACTED_BY = expand("sf:extractedBy")
ATTRIBUTED_TO = expand("sf:attributedTo")
STATED_ON = expand("sf:statedOn")
QUALIFIER = expand("sf:qualifier")
INTERPRETATION = expand("sf:interpretation")
RANK = expand("sf:rank")
RANK_REASON = expand("sf:rankReason")
TIME_PRECISION = expand("sf:timePrecision")
EARLIEST = expand("sf:earliest")
LATEST = expand("sf:latest")
CITATION = expand("sf:citation")
PLAN_OF = expand("sf:planOf")
HYPOTHESIS_OF = expand("sf:hypothesisOf")
MEMBER = expand("sf:member")
CONFLICT_KIND = expand("sf:conflictKind")
DIFFERENCE = expand("sf:difference")
SECTION = expand("sf:section")
RENDERED_QUOTATION = expand("sf:renderedQuotation")
RAW_SHA256 = expand("sf:rawSha256")
TEXT_SHA256 = expand("sf:textSha256")

DERIVED_FROM = expand("prov:wasDerivedFrom")
QUOTED_FROM = expand("prov:wasQuotedFrom")
HAS_SOURCE = expand("oa:hasSource")
START = expand("oa:start")
END = expand("oa:end")
EXACT = expand("oa:exact")

TITLE = expand("dcterms:title")
SOURCE = expand("dcterms:source")
LICENCE = expand("dcterms:license")
RIGHTS_HOLDER = expand("dcterms:rightsHolder")
PUBLISHER = expand("dcterms:publisher")
LANGUAGE = expand("dcterms:language")
DATE = expand("dcterms:date")
ACCESSED = expand("dcterms:dateSubmitted")
PRIMARY_TOPIC = expand("foaf:primaryTopic")
COMMENT = expand("rdfs:comment")
URL = expand("schema:url")

TIME_TYPES = frozenset({XSD_DATE_TIME, XSD_DATE, XSD_G_YEAR_MONTH, XSD_G_YEAR})
NUMBER_TYPES = frozenset({XSD_DECIMAL, XSD_INTEGER})
