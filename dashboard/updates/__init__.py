"""Writing: one service call, one transaction, one move of the data version."""
