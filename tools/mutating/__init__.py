"""Changes the spec, the generated code and the templates in one place at a time, and sees whether a test notices."""
