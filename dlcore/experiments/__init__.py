"""One package per concept: its Config (loads without torch), its run, and the PyTorch program of the same experiment."""
