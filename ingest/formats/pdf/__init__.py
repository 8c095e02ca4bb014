"""PDF: characters, columns, margins, lines and tables of its pages."""
