"""What the words of planning mean: every concept once, Japanese and English, as data beside this module.

`current()` is the lexicon that holds: ours, or inside `speaking` one with a city's own words before them.
"""

from keikaku.ontology.lexicon.concepts import Concept, Lexicon, Occurrence, Word, ours
from keikaku.ontology.lexicon.speaking import current, speaking

__all__ = ["Concept", "Lexicon", "Occurrence", "Word", "current", "ours", "speaking"]
