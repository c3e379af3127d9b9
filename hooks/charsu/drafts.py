"""New entries and texts, as their files are written."""
