"""One package per concept: its Config (loads without torch), its run, and its PyTorch program."""
