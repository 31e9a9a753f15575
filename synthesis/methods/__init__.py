"""The mathematics, one module a method: arrays in, arrays out; none knows a table."""
