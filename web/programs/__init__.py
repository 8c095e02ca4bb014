"""What programs open: SPARQL, linked data, downloads and descriptions, each by the standard that clients know."""
