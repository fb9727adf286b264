"""What results of own staff tell together."""
