"""Any table becomes records: a regular grid, head paths, roles of columns by their values first."""
