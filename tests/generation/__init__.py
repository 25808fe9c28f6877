"""The generator, proved with a second spec."""
