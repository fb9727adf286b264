"""The pages of a run and of a comparison: one HTML file that asks the net for nothing."""
