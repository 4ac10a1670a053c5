"""Toy generators and bundled real data, all in the form of a :class:`~dlcore.datasets.dataset.Dataset`."""
