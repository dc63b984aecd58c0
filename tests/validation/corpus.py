"""Small documents' graphs that conform to every shape, and faults to put into them.

Each fault says what must be found, worked out by hand from the rule that it breaks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Triple

from downrange.findings import Severity
from downrange.namespaces import PREFIXES, expand
from downrange.validation.paths import Inverse, Path

BASE = "https://example.org/"
LABEL = expand("rdfs:label")

Term = NamedNode | Literal


def data(kind: str, local: str) -> NamedNode:
    return NamedNode(f"{BASE}{kind}/{local}")


def typed(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=NamedNode(PREFIXES["xsd"] + datatype))


def decimal(text: str) -> Literal:
    return typed(text, "decimal")


def moment(text: str) -> Literal:
    return typed(text, "dateTime")


@dataclass(slots=True)
class Article:
    """A document's graph in the making, with the text that its passages quote."""

    slug: str
    triples: set[Triple] = field(default_factory=set)
    text: str = ""

    @property
    def source(self) -> NamedNode:
        return data("document/example.org", self.slug)

    def node(self, kind: str, suffix: str = "") -> NamedNode:
        return data(f"id/{kind}", self.slug + (f"-{suffix}" if suffix else ""))

    def add(self, subject: NamedNode, predicate: str, value: Term) -> None:
        self.triples.add(Triple(subject, expand(predicate), value))

    def remove(self, subject: NamedNode, predicate: str) -> None:
        gone = {t for t in self.triples if (t.subject, t.predicate) == (subject, expand(predicate))}
        assert gone, f"{subject} has no {predicate}"
        self.triples -= gone

    def entity(self, node: NamedNode, cls: str, label: str) -> NamedNode:
        self.add(node, "rdf:type", expand(cls))
        self.add(node, "rdfs:label", Literal(label, language="en"))
        return node

    def say(self, subject: NamedNode, predicate: str, value: Term) -> NamedNode:
        """A direct triple with its statement and its passage; gives the statement."""
        self.add(subject, predicate, value)
        words = f"{predicate} of {subject.value} is {value.value}"
        start, end = len(self.text), len(self.text) + len(words)
        self.text += words + "\n"
        number = f"{self.slug}/{start:016x}"
        statement, passage = (
            data("statement/example.org", number),
            data("passage/example.org", number),
        )
        for line in (
            (statement, "rdf:type", expand("sf:Statement")),
            (statement, "rdf:subject", subject),
            (statement, "rdf:predicate", expand(predicate)),
            (statement, "rdf:object", value),
            (statement, "sf:modality", expand("sf:asserted")),
            (statement, "sf:extractedBy", NamedNode(BASE + "mapping/test#row")),
            (statement, "prov:wasDerivedFrom", passage),
            (passage, "rdf:type", expand("sf:Passage")),
            (passage, "prov:wasQuotedFrom", self.source),
            (passage, "oa:hasSource", self.source),
            (passage, "oa:start", typed(str(start), "integer")),
            (passage, "oa:end", typed(str(end), "integer")),
            (passage, "oa:exact", Literal(words)),
        ):
            self.add(*line)
        return statement

    def statement(self, subject: NamedNode, predicate: str) -> NamedNode:
        """The statement of a subject and predicate, of which the article has one."""
        by_subject, by_predicate = (
            {t.subject for t in self.triples if (t.predicate, t.object) == (expand(p), value)}
            for p, value in (("rdf:subject", subject), ("rdf:predicate", expand(predicate)))
        )
        [found] = by_subject & by_predicate
        assert isinstance(found, NamedNode)
        return found

    def passage(self, subject: NamedNode, predicate: str) -> NamedNode:
        statement = self.statement(subject, predicate)
        [found] = [
            t.object
            for t in self.triples
            if (t.subject, t.predicate) == (statement, expand("prov:wasDerivedFrom"))
        ]
        assert isinstance(found, NamedNode)
        return found

    def change(self, subject: NamedNode, predicate: str, value: Term) -> None:
        """Another value, as said by the same words: in the direct layer and in the statement."""
        statement = self.statement(subject, predicate)
        self.remove(subject, predicate)
        self.add(subject, predicate, value)
        self.remove(statement, "rdf:object")
        self.add(statement, "rdf:object", value)

    def dated(self, node: NamedNode, time: str) -> None:
        self.say(node, "sf:time", moment(time))
        self.add(node, "sf:earliest", moment(time))
        self.add(node, "sf:latest", moment(time))


def conforming(slug: str) -> Article:
    """A cargo mission that launched, docked as planned, and contradicts itself nowhere."""
    article = Article(slug)
    article.add(article.source, "rdf:type", expand("sf:Document"))
    article.add(article.source, "rdfs:label", Literal(slug, language="en"))
    article.add(article.source, "sf:rawSha256", Literal("0" * 64))
    article.add(article.source, "sf:textSha256", Literal("f" * 64))
    licence = NamedNode("https://creativecommons.org/licenses/by-sa/4.0/")
    article.add(article.source, "dcterms:license", licence)

    mission = article.entity(article.node("mission"), "sf:Mission", slug)
    craft = article.entity(article.node("spacecraft"), "sf:Spacecraft", slug)
    launch = article.entity(article.node("event", "launch"), "sf:Launch", f"launch of {slug}")
    docking = article.entity(article.node("event", "docking"), "sf:Docking", f"docking of {slug}")
    orbit = article.entity(article.node("orbit", "orbit"), "sf:Orbit", f"orbit of {slug}")
    plan = article.entity(article.node("event", "docking-planned"), "sf:Plan", "planned docking")
    agency = article.entity(data("id/organization", "agency"), "sf:Organization", "Agency")
    station = article.entity(data("id/spacecraft", "station"), "sf:SpaceStation", "Station")
    earth = article.entity(data("id/celestial-body", "earth"), "sf:CelestialBody", "Earth")

    article.say(mission, "sf:missionType", Literal("Resupply"))
    article.say(mission, "sf:operator", agency)
    article.say(mission, "sf:spacecraft", craft)
    article.say(mission, "sf:launch", launch)
    article.say(mission, "sf:orbit", orbit)
    article.say(mission, "sf:hasEvent", docking)
    article.say(mission, "sf:plannedEvent", plan)
    article.say(mission, "sf:cosparId", Literal(cospar(slug)))
    article.say(craft, "sf:launchMass", decimal("7290.0"))
    article.say(craft, "sf:dryMass", decimal("5000.0"))
    article.dated(launch, "2016-07-16T21:41:45Z")
    article.say(launch, "sf:launchTime", moment("2016-07-16T21:41:45Z"))
    article.dated(docking, "2016-07-19T00:20:00Z")
    article.say(docking, "sf:participant", craft)
    article.say(docking, "sf:target", station)
    article.add(plan, "sf:planOf", expand("sf:Docking"))
    article.say(plan, "sf:target", station)
    # A circle 400 km up: T = 2π √(6778.137³ / 398600.4418) s = 92.6 min.
    article.say(orbit, "sf:centralBody", earth)
    article.say(orbit, "sf:periapsis", decimal("400.0"))
    article.say(orbit, "sf:apoapsis", decimal("400.0"))
    article.say(orbit, "sf:inclination", decimal("51.6"))
    article.say(orbit, "sf:period", decimal("92.6"))
    for kind, mass in (("totalCargo", "2400.0"), ("pressurised", "1400.0"), ("fuel", "1000.0")):
        cargo = article.entity(article.node("cargo", kind.lower()), "sf:Cargo", kind)
        article.say(mission, "sf:carries", cargo)
        article.say(cargo, "sf:cargoKind", expand(f"sf:{kind}"))
        article.say(cargo, "sf:mass", decimal(mass))
    return article


def cospar(slug: str) -> str:
    """A designation of its own for each article: ``craft-7`` is 2016-007A."""
    return f"2016-{int(slug.rsplit('-', 1)[1]):03d}A"


@dataclass(frozen=True, slots=True)
class Expected:
    """What a result must be, but for its words."""

    focus_node: Term
    path: Path | None
    component: str
    severity: Severity = Severity.VIOLATION


Fault = Callable[[Article], Iterable[Expected]]
FAULTS: list[Fault] = []


def fault(inject: Fault) -> Fault:
    FAULTS.append(inject)
    return inject


@fault
def periapsis_above_apoapsis(article: Article) -> Iterable[Expected]:
    orbit = article.node("orbit", "orbit")
    article.change(orbit, "sf:periapsis", decimal("420.0"))
    yield Expected(orbit, expand("sf:periapsis"), "SPARQL")


@fault
def period_that_kepler_forbids(article: Article) -> Iterable[Expected]:
    """At 400 km 92.6 minutes, within 2 %: 94.6 is too long."""
    orbit = article.node("orbit", "orbit")
    article.change(orbit, "sf:period", decimal("94.6"))
    yield Expected(orbit, expand("sf:period"), "SPARQL")


@fault
def inclination_out_of_range(article: Article) -> Iterable[Expected]:
    orbit = article.node("orbit", "orbit")
    article.change(orbit, "sf:inclination", decimal("516.0"))
    yield Expected(orbit, expand("sf:inclination"), "Or")


@fault
def docking_before_launch(article: Article) -> Iterable[Expected]:
    docking = article.node("event", "docking")
    early = moment("2016-07-15T00:20:00Z")
    article.change(docking, "sf:time", early)
    for bound in ("sf:earliest", "sf:latest"):
        article.remove(docking, bound)
        article.add(docking, bound, early)
    yield Expected(article.node("mission"), expand("sf:hasEvent"), "SPARQL")


@fault
def designation_of_another_year(article: Article) -> Iterable[Expected]:
    """As the article on Aryabhata has it: 1965-033A, and a launch in 1975."""
    mission = article.node("mission")
    article.change(mission, "sf:cosparId", Literal(cospar(article.slug).replace("2016", "2006")))
    yield Expected(mission, expand("sf:cosparId"), "SPARQL", Severity.WARNING)


@fault
def designation_of_no_form(article: Article) -> Iterable[Expected]:
    mission = article.node("mission")
    article.change(mission, "sf:cosparId", Literal("to be decided"))
    yield Expected(mission, expand("sf:cosparId"), "Or")


@fault
def mass_in_words(article: Article) -> Iterable[Expected]:
    craft = article.node("spacecraft")
    article.change(craft, "sf:launchMass", Literal('about "seven" tonnes\n'))
    yield Expected(craft, expand("sf:launchMass"), "Or")


@fault
def dry_mass_above_launch_mass(article: Article) -> Iterable[Expected]:
    craft = article.node("spacecraft")
    article.change(craft, "sf:dryMass", decimal("7290.1"))
    yield Expected(craft, expand("sf:dryMass"), "SPARQL")


@fault
def cargo_above_its_total(article: Article) -> Iterable[Expected]:
    article.change(article.node("cargo", "fuel"), "sf:mass", decimal("1100.0"))
    yield Expected(article.node("mission"), expand("sf:carries"), "SPARQL")


@fault
def cargo_below_its_total(article: Article) -> Iterable[Expected]:
    article.change(article.node("cargo", "fuel"), "sf:mass", decimal("900.0"))
    mission = article.node("mission")
    yield Expected(mission, expand("sf:carries"), "SPARQL", Severity.WARNING)


@fault
def operator_as_text(article: Article) -> Iterable[Expected]:
    mission = article.node("mission")
    article.change(mission, "sf:operator", Literal("Agency"))
    yield Expected(mission, expand("sf:operator"), "Or")


@fault
def triple_without_statement(article: Article) -> Iterable[Expected]:
    mission = article.node("mission")
    article.add(mission, "sf:crewSize", typed("3", "integer"))
    yield Expected(mission, expand("sf:crewSize"), "SPARQL")


@fault
def statement_without_passage(article: Article) -> Iterable[Expected]:
    statement = article.statement(article.node("mission"), "sf:spacecraft")
    article.remove(statement, "prov:wasDerivedFrom")
    yield Expected(statement, expand("prov:wasDerivedFrom"), "MinCount")


@fault
def statement_of_two_modalities(article: Article) -> Iterable[Expected]:
    statement = article.statement(article.node("mission"), "sf:missionType")
    article.add(statement, "sf:modality", expand("sf:likely"))
    modality = expand("sf:modality")
    yield Expected(statement, modality, "MaxCount")
    yield Expected(statement, modality, "In")


@fault
def supposition_as_fact(article: Article) -> Iterable[Expected]:
    craft = article.node("spacecraft")
    statement = article.statement(craft, "sf:dryMass")
    article.remove(statement, "sf:modality")
    article.add(statement, "sf:modality", expand("sf:possible"))
    yield Expected(craft, expand("sf:dryMass"), "SPARQL")


@fault
def plan_as_event(article: Article) -> Iterable[Expected]:
    """Said to have happened: the mission's event is no event, and the plan has a holder."""
    plan, mission = article.node("event", "docking-planned"), article.node("mission")
    article.say(mission, "sf:hasEvent", plan)
    yield Expected(mission, expand("sf:hasEvent"), "Or")
    yield Expected(plan, Inverse(expand("sf:hasEvent")), "MaxCount")


@fault
def plan_typed_as_what_it_is_a_plan_of(article: Article) -> Iterable[Expected]:
    """Both the event and the plan are told that they cannot be the other."""
    plan = article.node("event", "docking-planned")
    article.add(plan, "rdf:type", expand("sf:Docking"))
    yield Expected(plan, None, "Not")
    yield Expected(plan, None, "Not")


@fault
def launch_that_ends_before_it_begins(article: Article) -> Iterable[Expected]:
    launch = article.node("event", "launch")
    article.remove(launch, "sf:latest")
    article.add(launch, "sf:latest", moment("2016-07-16T21:41:44Z"))
    yield Expected(launch, expand("sf:earliest"), "LessThanOrEquals")


@fault
def time_of_the_launch_but_not_of_the_event(article: Article) -> Iterable[Expected]:
    """Two values that should be one: each is missing on the other side."""
    launch = article.node("event", "launch")
    article.change(launch, "sf:launchTime", moment("2016-07-16T21:41:46Z"))
    yield Expected(launch, expand("sf:launchTime"), "Equals")
    yield Expected(launch, expand("sf:launchTime"), "Equals")


@fault
def entity_without_label(article: Article) -> Iterable[Expected]:
    mission = article.node("mission")
    article.remove(mission, "rdfs:label")
    yield Expected(mission, LABEL, "MinCount")


@fault
def two_labels_in_one_language(article: Article) -> Iterable[Expected]:
    craft = article.node("spacecraft")
    article.add(craft, "rdfs:label", Literal("another name", language="en"))
    yield Expected(craft, LABEL, "UniqueLang")


@fault
def words_that_do_not_fill_their_offsets(article: Article) -> Iterable[Expected]:
    passage = article.passage(article.node("mission"), "sf:operator")
    article.remove(passage, "oa:exact")
    article.add(passage, "oa:exact", Literal("other words"))
    yield Expected(passage, expand("oa:exact"), "SPARQL")


@fault
def passage_from_nowhere(article: Article) -> Iterable[Expected]:
    """Neither is the document there, nor is the source the same."""
    passage = article.passage(article.node("mission"), "sf:operator")
    article.remove(passage, "prov:wasQuotedFrom")
    yield Expected(passage, expand("prov:wasQuotedFrom"), "MinCount")
    yield Expected(passage, expand("oa:hasSource"), "Equals")


@fault
def hash_in_capitals(article: Article) -> Iterable[Expected]:
    article.remove(article.source, "sf:rawSha256")
    article.add(article.source, "sf:rawSha256", Literal("A" * 64))
    yield Expected(article.source, expand("sf:rawSha256"), "Pattern")


@fault
def document_without_licence(article: Article) -> Iterable[Expected]:
    article.remove(article.source, "dcterms:license")
    yield Expected(article.source, expand("dcterms:license"), "MinCount", Severity.WARNING)
