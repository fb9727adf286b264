"""A scenario joined with its data, ready for the model."""
