"""Runs kept side by side: pinned, named, overlaid, told apart by what differs."""
