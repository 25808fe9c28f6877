# Generated from openapi.yaml (Revox API 2026.3.0) by: python -m tools.generate. Do not edit.

"""What the generated models and endpoints stand on: ordinary Python, copied into the package. It sends nothing."""
