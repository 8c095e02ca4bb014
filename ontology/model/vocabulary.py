"""The words of the graph as closed namespaces: a mistyped term raises instead of becoming a new, silent IRI.

The own terms stand in `plan.ttl` with their Japanese and English labels; a test compares the two lists.
Nothing is read at import, so that a command that only asks pays nothing for it.
"""

from __future__ import annotations

BASE = "http://127.0.0.1:7860/"
"""The fixed base under which everything is stored, whatever base a door tells."""


class Namespace:
    """A vocabulary that knows its terms.

    >>> PLAN.Initiative
    'https://keikaku.example/ns/plan#Initiative'
    >>> PLAN.Inititative
    Traceback (most recent call last):
    AttributeError: https://keikaku.example/ns/plan# has no term 'Inititative'
    """

    __slots__ = ("_terms", "iri")

    def __init__(self, iri: str, terms: str) -> None:
        self.iri = iri
        self._terms = {term: iri + term for term in terms.split()}

    def __getattr__(self, term: str) -> str:
        """Give the term's IRI, or raise where the vocabulary has no such term."""
        try:
            return self._terms[term]
        except KeyError:
            raise AttributeError(f"{self.iri} has no term {term!r}") from None

    def __contains__(self, iri: str) -> bool:
        return iri.startswith(self.iri) and iri[len(self.iri) :] in self._terms

    def names(self) -> tuple[str, ...]:
        """Every term's local name, in order of their listing.

        >>> XSD.names()[:2]
        ('string', 'integer')
        """
        return tuple(self._terms)


PLAN = Namespace(
    "https://keikaku.example/ns/plan#",
    """
    Municipality Department Section Post Contact
    Plan BasicConcept BasicPlan IndividualPlan DepartmentPolicy Pillar Field Initiative Responsibility
    Target Figure Indicator Observation ObservationStructure Attribute Mission Occurrence Relation Succession
    FiscalYear Theme ThemeTag Document Passage Evidence FaqEntry CityWord Correction attributeName
    municipality sectionOf policyOf organisation holder contactKind responsibleUnit department section
    responsibility inPlan inPillar inField order wholeCity fiscalYear startYear endYear startAssumed decided
    mentionedOnly text subject figure value unit comparator indicator observationKind date headline
    dateText startDate endDate object relationKind status individualPlanOf basedOn revises replaces placedIn
    earlier later linkLevel linkRelation linkStatus reasons signals reviewedBy reviewedAt comment
    theme hasTheme reason word score
    file digest layout characters retelling published publisher document about heading lineStarts page parts
    passageKind evidence line quote supports identifier question answer departmentName url updated
    wordKind wordForm wordMeaning
    correctedProperty rightValue readValue correctionReason correctedBy correctedPlace inForce
    valueKind statement valueKinds kindActual kindTarget kindRule periodNotStated
    """,
)
"""The own vocabulary; see docs/decisions/0001-namespace.md for its name."""

THEME = Namespace("https://keikaku.example/ns/theme#", "sign notWithin")
"""The two annotations of our own; the concepts of the scheme stand in `themes.ttl`."""

RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type value")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#", "label subClassOf subPropertyOf")
OWL = Namespace("http://www.w3.org/2002/07/owl#", "Class ObjectProperty DatatypeProperty")
XSD = Namespace(
    "http://www.w3.org/2001/XMLSchema#", "string integer decimal double boolean date gYearMonth gYear"
)
SKOS = Namespace(
    "http://www.w3.org/2004/02/skos/core#",
    """Concept ConceptScheme Collection prefLabel altLabel hiddenLabel notation definition broader inScheme
    topConceptOf hasTopConcept member exactMatch closeMatch broadMatch narrowMatch relatedMatch""",
)
ORG = Namespace(
    "http://www.w3.org/ns/org#",
    """FormalOrganization OrganizationalUnit Post ChangeEvent unitOf subOrganizationOf postIn
    originalOrganization resultingOrganization changedBy resultedFrom""",
)
PROV = Namespace(
    "http://www.w3.org/ns/prov#",
    """Plan Influence Entity Activity SoftwareAgent used wasGeneratedBy wasAssociatedWith hadPrimarySource
    agent influencer""",
)
QB = Namespace(
    "http://purl.org/linked-data/cube#",
    "Observation DataSet DataStructureDefinition dataSet structure component codeList",
)
TIME = Namespace(
    "http://www.w3.org/2006/time#",
    "ProperInterval Instant TemporalEntity hasBeginning hasEnd inXSDDate intervalMeets",
)
DCTERMS = Namespace(
    "http://purl.org/dc/terms/", "title conformsTo temporal replaces PeriodOfTime hasVersion isPartOf"
)
DCAT = Namespace("http://www.w3.org/ns/dcat#", "startDate endDate")
SDMX_DIMENSION = Namespace("http://purl.org/linked-data/sdmx/2009/dimension#", "refPeriod")
SDMX_MEASURE = Namespace("http://purl.org/linked-data/sdmx/2009/measure#", "obsValue")
SDMX_ATTRIBUTE = Namespace("http://purl.org/linked-data/sdmx/2009/attribute#", "unitMeasure")
OA = Namespace(
    "http://www.w3.org/ns/oa#",
    """SpecificResource FragmentSelector TextQuoteSelector Annotation hasSource hasSelector exact
    hasBody hasTarget""",
)
SCHEMA = Namespace(
    "https://schema.org/",
    "ContactPoint Question DigitalDocument PropertyValue",
)

PREFIXES = {
    "plan": PLAN.iri,
    "theme": THEME.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "owl": OWL.iri,
    "xsd": XSD.iri,
    "skos": SKOS.iri,
    "org": ORG.iri,
    "prov": PROV.iri,
    "dcterms": DCTERMS.iri,
    "dcat": DCAT.iri,
    "qb": QB.iri,
    "sdmx-dimension": SDMX_DIMENSION.iri,
    "sdmx-measure": SDMX_MEASURE.iri,
    "sdmx-attribute": SDMX_ATTRIBUTE.iri,
    "time": TIME.iri,
    "oa": OA.iri,
    "schema": SCHEMA.iri,
}
"""The prefixes that every query of ours may use without declaring them."""
