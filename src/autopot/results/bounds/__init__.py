"""What can be said with no probability distribution at all."""
