"""Reading: one module a subject; what one row is, which columns come, what an absence means."""
