"""What the lines of a page are: blocks, headings, titles, labels, roles, paragraphs."""
