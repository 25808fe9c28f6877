"""What the generated models and endpoints stand on: ordinary Python, copied into the package. It sends nothing."""
