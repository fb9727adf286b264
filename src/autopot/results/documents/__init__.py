"""What the five documents of the commission print, and who lies ahead by it."""
