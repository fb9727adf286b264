"""Pages that are made from the code and the data when the site is built."""
