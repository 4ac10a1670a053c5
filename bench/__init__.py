"""Speed and memory, as ratios of things measured by turns in one run: ``make bench``."""
