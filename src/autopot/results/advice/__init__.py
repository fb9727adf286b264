"""What barriers cost, and what may be done about them."""
