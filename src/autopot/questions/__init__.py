"""A file a question: a study in, an answer out."""
