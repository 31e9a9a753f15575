"""The parts of `make.py`: from the texts of `bank/` to the rows of the sample."""
