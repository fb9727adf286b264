"""What several tests need: files of staff, a server that plays Statistics Norway, plans."""
