"""What readers see: the pages as GitHub shows them, in Chromium, at the widths they are read at."""
