"""The catalogue of the data: DCAT by the profile of DCAT-AP, and VoID, as one graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, Triple

from keikaku.graph.rdf.rendering import anew
from keikaku.graph.sparql.writing import graph_written
from keikaku.graph.store.history import published
from keikaku.graph.views import listing
from keikaku.ontology.model.vocabulary import RDF, RDFS
from keikaku.web.html.rooted import told_base
from keikaku.web.programs.downloads import DOWNLOADS, Download

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.graph.export.publication import Publication
    from keikaku.graph.sparql.writing import Form
    from keikaku.graph.store.snapshot import Snapshot

DCAT, DCTERMS = "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"
FOAF, VOID, VCARD = (
    "http://xmlns.com/foaf/0.1/",
    "http://rdfs.org/ns/void#",
    "http://www.w3.org/2006/vcard/ns#",
)
MEDIA = "https://www.iana.org/assignments/media-types/"
XSD = "http://www.w3.org/2001/XMLSchema#"
KINDS = ("Catalog", "Dataset", "Distribution", "DataService")
RDF_VALUE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"
SKOS = "http://www.w3.org/2004/02/skos/core#"
EUROPE = "http://publications.europa.eu/resource/authority/"
JAPANESE = f"{EUROPE}language/JPN"
THEMES, GOVERNMENT = f"{EUROPE}data-theme", f"{EUROPE}data-theme/GOVE"
STABLE = f"{EUROPE}planned-availability/STABLE"
AVAILABILITY = "http://data.europa.eu/r5r/availability"
KEYWORD = "総合計画"
Told = list[tuple[str, str, NamedNode | Literal]]


def catalogue(graph: Snapshot, publication: Publication, form: Form) -> bytes:
    """The catalogue of one dataset with a distribution for each download and its services, VoID beside it."""
    base = told_base()
    catalog, data, agent = (f"{base}{end}" for end in ("catalog", "void#dataset", "void#publisher"))
    cities = listing.cities(graph)
    names, about = _names(cities), about_of(cities)
    told = [
        *(row for thing in (catalog, data) for row in _named(thing, publication.name, about)),
        *(row for thing in (catalog, data) for row in _published(thing, graph, base)),
        *(row for thing in (catalog, data) for row in _covered(thing, graph, cities, base)),
        *_catalog(catalog, base, data),
        *_dataset(graph, base, data),
        (agent, RDF.type, NamedNode(f"{FOAF}Agent")),
        (agent, f"{FOAF}name", Literal(publication.publisher or names or publication.name, language="ja")),
        *_services(base, data, about),
        *(row for one in DOWNLOADS for row in _distribution(one, base, data)),
    ]
    told += _asked(publication, base, told)
    return graph_written([Triple(NamedNode(s), NamedNode(p), o) for s, p, o in told], form)


def dataset_ld(graph: Snapshot, publication: Publication) -> dict[str, Any]:
    """The same for search engines: a Dataset of schema.org with its downloads."""
    base, cities, versions = told_base(), listing.cities(graph), published(graph.folder)
    publisher = publication.publisher or _names(cities) or publication.name
    found = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{base}void#dataset",
        "name": publication.name,
        "description": about_of(cities),
        "url": f"{base}api",
        "inLanguage": "ja",
        "version": graph.data_version,
        "datePublished": versions[-1].published,
        "dateModified": versions[0].published,
        "license": publication.license_iri or publication.license,
        "creator": {"@type": "Organization", "name": publisher},
        "keywords": [KEYWORD],
        "isAccessibleForFree": True,
        "spatialCoverage": [label for _, label in cities],
        "temporalCoverage": [f"{first}-04-01/{last + 1}-03-31" for first, last in listing.years(graph)],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": one.ja,
                "encodingFormat": one.media,
                "contentUrl": f"{base}data/{one.name}",
            }
            for one in DOWNLOADS
        ],
    }
    return {name: value for name, value in found.items() if value}


def about_of(cities: Sequence[listing.CityRow]) -> str:
    """What the data hold, in a sentence long enough for who lists data."""
    return (
        f"{_names(cities)}の計画、施策、担当、目標、実績と、その根拠の原文。"
        "出典の文書と行と言葉が一つずつ付いた、グラフ（RDF）と表（CSV、Excel）です。"
    )


def _names(cities: Sequence[listing.CityRow]) -> str:
    return "、".join(label for _, label in cities)


def _named(thing: str, name: str, about: str) -> Told:
    return [
        (thing, f"{DCTERMS}title", Literal(name, language="ja")),
        (thing, f"{DCTERMS}description", Literal(about, language="ja")),
    ]


def _published(thing: str, graph: Snapshot, base: str) -> Told:
    """By whom, in which language, from when on and when last."""
    versions = published(graph.folder)
    return [
        (thing, f"{DCTERMS}publisher", NamedNode(f"{base}void#publisher")),
        (thing, f"{DCTERMS}language", NamedNode(JAPANESE)),
        (thing, f"{DCTERMS}issued", _time(versions[-1].published)),
        (thing, f"{DCTERMS}modified", _time(versions[0].published)),
    ]


def _covered(thing: str, graph: Snapshot, cities: Sequence[listing.CityRow], base: str) -> Told:
    """Which places and which years the plans are of."""
    told: Told = []
    for city, label in cities:
        place = anew(city, base, graph.base)
        told += [
            (thing, f"{DCTERMS}spatial", NamedNode(place)),
            (place, RDF.type, NamedNode(f"{DCTERMS}Location")),
            (place, f"{SKOS}prefLabel", Literal(label, language="ja")),
        ]
    for first, last in listing.years(graph):
        period = f"{base}void#period"
        told += [
            (thing, f"{DCTERMS}temporal", NamedNode(period)),
            (period, RDF.type, NamedNode(f"{DCTERMS}PeriodOfTime")),
            (period, f"{DCAT}startDate", _typed(f"{first}-04-01", "date")),
            (period, f"{DCAT}endDate", _typed(f"{last + 1}-03-31", "date")),
        ]
    return told


def _catalog(catalog: str, base: str, data: str) -> Told:
    return [
        (catalog, RDF.type, NamedNode(f"{DCAT}Catalog")),
        (catalog, f"{FOAF}homepage", NamedNode(base)),
        (catalog, f"{DCAT}dataset", NamedNode(data)),
        (catalog, f"{DCAT}themeTaxonomy", NamedNode(THEMES)),
        (THEMES, RDF.type, NamedNode(f"{SKOS}ConceptScheme")),
        (THEMES, f"{DCTERMS}title", Literal("Data theme", language="en")),
        (GOVERNMENT, RDF.type, NamedNode(f"{SKOS}Concept")),
        (GOVERNMENT, f"{SKOS}prefLabel", Literal("Government and public sector", language="en")),
    ]


def _dataset(graph: Snapshot, base: str, data: str) -> Told:
    return [
        (data, RDF.type, NamedNode(f"{DCAT}Dataset")),
        (data, RDF.type, NamedNode(f"{VOID}Dataset")),
        (data, f"{DCTERMS}identifier", Literal(data)),
        (data, f"{DCAT}landingPage", NamedNode(base)),
        (data, f"{DCAT}version", Literal(graph.data_version)),
        (data, f"{DCAT}keyword", Literal(KEYWORD, language="ja")),
        (data, f"{DCAT}theme", NamedNode(GOVERNMENT)),
        (data, f"{VOID}uriSpace", Literal(f"{base}id/")),
        (data, f"{VOID}sparqlEndpoint", NamedNode(f"{base}sparql")),
        (data, f"{VOID}dataDump", NamedNode(f"{base}data/graph.ttl")),
        (data, f"{VOID}vocabulary", NamedNode("https://keikaku.example/ns/plan#")),
        (data, f"{VOID}triples", Literal(listing.counts(graph)["triples"])),
    ]


def _services(base: str, data: str, about: str) -> Told:
    found: Told = []
    for name, title, described in (
        ("sparql", "SPARQL 1.1", f"{base}sparql"),
        ("api/v1", "JSON API", f"{base}openapi.json"),
    ):
        service = f"{base}{name}"
        found += [
            *_named(service, title, about),
            (service, RDF.type, NamedNode(f"{DCAT}DataService")),
            (service, f"{DCTERMS}publisher", NamedNode(f"{base}void#publisher")),
            (service, f"{DCAT}keyword", Literal(KEYWORD, language="ja")),
            (service, f"{DCAT}theme", NamedNode(GOVERNMENT)),
            (service, f"{DCAT}endpointURL", NamedNode(service)),
            (service, f"{DCAT}endpointDescription", NamedNode(described)),
            (service, f"{DCAT}servesDataset", NamedNode(data)),
            (f"{base}catalog", f"{DCAT}service", NamedNode(service)),
        ]
    return found


def _distribution(one: Download, base: str, data: str) -> Told:
    """A file: what it holds, where, and in which format, by its media type and as catalogues name it."""
    file, media = f"{base}data/{one.name}", f"{MEDIA}{one.media}"
    return [
        (data, f"{DCAT}distribution", NamedNode(file)),
        (file, RDF.type, NamedNode(f"{DCAT}Distribution")),
        (file, f"{DCTERMS}title", Literal(one.ja, language="ja")),
        (file, f"{DCTERMS}title", Literal(one.en, language="en")),
        (file, f"{DCTERMS}description", Literal(one.ja, language="ja")),
        (file, f"{DCTERMS}description", Literal(one.en, language="en")),
        (file, f"{DCAT}accessURL", NamedNode(file)),
        (file, f"{DCAT}downloadURL", NamedNode(file)),
        (file, f"{DCAT}mediaType", NamedNode(media)),
        (file, f"{DCTERMS}format", NamedNode(media)),
        (media, RDF.type, NamedNode(f"{DCTERMS}IMT")),
        (media, f"{RDF_VALUE}", Literal(one.media)),
        (media, f"{RDFS.iri}label", Literal(one.name.rpartition(".")[2].upper())),
        (file, AVAILABILITY, NamedNode(STABLE)),
    ]


def _asked(publication: Publication, base: str, told: Told) -> Told:
    """Under which licence each part is, and whom to ask, as far as the house says it."""
    parts = {
        kind: [s for s, p, o in told if p == RDF.type and o == NamedNode(f"{DCAT}{kind}")] for kind in KINDS
    }
    licensed = [thing for things in parts.values() for thing in things]
    found: Told = []
    if publication.license_iri:
        licence = NamedNode(publication.license_iri)
        found += [(thing, f"{DCTERMS}license", licence) for thing in licensed]
    elif publication.license:
        rights = Literal(publication.license, language="ja")
        found += [(thing, f"{DCTERMS}rights", rights) for thing in parts["Dataset"]]
    if publication.contact_iri:
        point = f"{base}void#contact"
        asked = [*parts["Dataset"], *parts["DataService"]]
        found += [
            *((thing, f"{DCAT}contactPoint", NamedNode(point)) for thing in asked),
            (point, RDF.type, NamedNode(f"{VCARD}Kind")),
            (point, f"{VCARD}fn", Literal(publication.publisher or publication.name, language="ja")),
            (point, f"{VCARD}hasEmail", NamedNode(publication.contact_iri)),
        ]
    return found


def _typed(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=NamedNode(f"{XSD}{datatype}"))


def _time(text: str) -> Literal:
    return _typed(text, "dateTime")
