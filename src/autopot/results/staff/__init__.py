"""What was found in staff files, registers and statistics."""
