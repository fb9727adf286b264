"""The tasks of an occupation as a group corrects them in the page."""
