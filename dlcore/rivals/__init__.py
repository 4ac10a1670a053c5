"""Classifiers that compete: six of scikit-learn's and our network, each with a list of settings to be tried.

:mod:`~dlcore.rivals.spaces` loads without torch and scikit-learn; the others are for workers.
"""
