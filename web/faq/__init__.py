"""Questions and answers that staff approve: drafts from the graph, and questions that nobody answered."""
