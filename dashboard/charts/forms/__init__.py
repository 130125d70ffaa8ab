"""Forms that several subjects draw: each takes plain values and words, and gives `draw(width) -> Figure`."""
