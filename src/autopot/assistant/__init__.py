"""What an assistant may ask: packaged estimates, with intervals and sources, and nothing else."""
