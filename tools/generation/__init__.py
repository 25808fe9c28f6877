"""From the spec to the generated package: load, lint, adapt, render, and compare or replace."""
