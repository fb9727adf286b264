"""The page on this machine: from a staff file to a report by clicking, with the same engine."""
