"""A file a page of the app: what it shows, and what its forms do."""
