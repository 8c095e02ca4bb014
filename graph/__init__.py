"""The facts: values to triples and back, the store and its versions, exports. Imports ontology only."""
