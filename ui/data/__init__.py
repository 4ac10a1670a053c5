"""The learner's own data on any page: points placed by hand, or a table from a file."""
