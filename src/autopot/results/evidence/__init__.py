"""What the evidence is worth: labels, errors, adoption points, corrected tasks."""
