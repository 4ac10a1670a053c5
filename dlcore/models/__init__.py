"""Model families, one file each, with the field's names and PyTorch's layouts."""
